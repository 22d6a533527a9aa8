import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

/** Nothing was logged yet. */
export function NoRecords() {
  const t = useTranslations("runs.records.none");
  const navigate = useNavigate();
  return (
    <EmptyState
      size="page"
      title={t("title")}
      why={t("why")}
      action={
        <Button variant="primary" onPress={() => void navigate({ to: "/" })}>
          {t("flows")}
        </Button>
      }
      second={<Button onPress={() => void navigate({ to: "/templates" })}>{t("templates")}</Button>}
    />
  );
}
