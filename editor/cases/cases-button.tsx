import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleCheck, CircleX } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCommands } from "../shell/commands.ts";
import { Button } from "../ui/button.tsx";
import { casesQuery } from "./case-query.ts";

/** How the cases of the open flow stand, leading to them. Not there as long as the flow has none. */
export function CasesButton({ flow }: { flow: string }) {
  const t = useTranslations("cases");
  const navigate = useNavigate();
  const rows = useQuery(casesQuery(flow)).data?.rows ?? [];
  const red = rows.filter((row) => !row.ok).length;
  const open = () => void navigate({ to: "/flows/$flow/cases", params: { flow } });
  useCommands([{ id: "flow.cases", group: "flow", label: t("open"), run: open }]);
  if (rows.length === 0) return null;
  return (
    <Button
      variant="quiet"
      icon={red > 0 ? CircleX : CircleCheck}
      onPress={open}
      className={red > 0 ? "text-err!" : "text-ok!"}
    >
      {red > 0 ? t("countRed", { red, count: rows.length }) : t("countGreen", { count: rows.length })}
    </Button>
  );
}
