import { LayoutGrid } from "lucide-react";
import { useTranslations } from "use-intl";
import { useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { useCommands } from "../shell/commands.ts";
import { IconButton } from "../ui/icon-button.tsx";

/** Docks the grid of all samples, or takes it away. */
export function GridButton() {
  const t = useTranslations("panel.grid");
  const { session } = useFlowEditing();
  const isOpen = useSession((state) => state.gridOpen);
  const toggle = () => {
    const { gridOpen, openGrid, closeGrid, openNode, openEdge } = session.getState();
    // Behind an open step the grid waits; then it is brought to the front.
    if (gridOpen && openNode === undefined && openEdge === undefined) closeGrid();
    else openGrid();
  };
  useCommands([
    { id: "preview.grid", group: "preview", label: t("title"), keys: ["Alt+G"], inFields: true, run: toggle },
  ]);
  return (
    <IconButton
      icon={LayoutGrid}
      size="sm"
      label={t("title")}
      shortcut="Alt+G"
      onPress={toggle}
      {...(isOpen ? { className: "bg-accent-soft" } : {})}
    />
  );
}
