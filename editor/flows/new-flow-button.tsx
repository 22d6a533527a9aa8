import { useNavigate } from "@tanstack/react-router";
import { FilePlus2, FileUp, LayoutTemplate, Plus } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { useCommands } from "../shell/commands.ts";
import { Button } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import { toast } from "../ui/toast.ts";
import { useCreateFlow } from "./use-create-flow.ts";

/** The three ways to a new flow: a template, an empty one, a file. */
export function NewFlowButton() {
  const t = useTranslations("flows.new");
  const navigate = useNavigate();
  const create = useCreateFlow();
  const input = useRef<HTMLInputElement>(null);
  const actions = [
    {
      id: "flow.new-from-template",
      label: t("template"),
      icon: LayoutTemplate,
      run: () => void navigate({ to: "/templates" }),
    },
    { id: "flow.new", label: t("empty"), icon: FilePlus2, run: () => create.mutate({}) },
    { id: "flow.import", label: t("import"), icon: FileUp, run: () => input.current?.click() },
  ];
  useCommands(actions.map(({ id, label, run }) => ({ id, group: "flow" as const, label, run })));

  async function importFile(file: File | undefined) {
    if (!file) return;
    let document: unknown;
    try {
      document = JSON.parse(await file.text());
    } catch {
      toast({ message: t("notJson", { file: file.name }), tone: "err" });
      return;
    }
    // Parsed from JSON text, so it is JSON.
    create.mutate({ file: document as Parameters<typeof create.mutate>[0]["file"] });
  }

  return (
    <>
      <Menu
        label={t("button")}
        trigger={
          <Button variant="primary" icon={Plus} isPending={create.isPending}>
            {t("button")}
          </Button>
        }
        groups={[{ id: "new", actions }]}
      />
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        className="hidden"
        aria-label={t("import")}
        tabIndex={-1}
        onChange={(event) => {
          void importFile(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </>
  );
}
