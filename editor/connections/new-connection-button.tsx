import { useNavigate } from "@tanstack/react-router";
import { connectorCatalog } from "@trasvase/nodes/catalog.ts";
import { Plus } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCommands } from "../shell/commands.ts";
import { Button } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";

/** Chooses the system of a new connection. */
export function NewConnectionButton() {
  const t = useTranslations("connections");
  const navigate = useNavigate();
  const actions = Object.values(connectorCatalog).map(({ type, title }) => ({
    id: `connection.new.${type}`,
    label: title,
    run: () => void navigate({ to: "/connections", search: { connector: type } }),
  }));
  useCommands(
    actions.map(({ id, label, run }) => ({
      id,
      group: "go" as const,
      label: t("newOf", { system: label }),
      run,
    })),
  );
  return (
    <Menu
      label={t("new")}
      trigger={
        <Button variant="primary" icon={Plus}>
          {t("new")}
        </Button>
      }
      groups={[{ id: "systems", actions }]}
    />
  );
}
