import { Maximize2, Minimize2, PanelBottom, PanelRight, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCommands } from "../shell/commands.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { dockStore, useDock } from "./dock-store.ts";

/** What can be done with whatever is docked: put it below or at the right, give it all the room, close it (NP-1). */
export function DockButtons({ onClose }: { onClose: () => void }) {
  const t = useTranslations("panel");
  const { mode, isMaximised } = useDock();
  useCommands([
    {
      id: "panel.maximise",
      group: "view",
      label: t("maximise"),
      keys: ["Shift+Enter"],
      scope: "panel",
      run: () => dockStore.setState((state) => ({ isMaximised: !state.isMaximised })),
    },
    { id: "panel.close", group: "step", label: t("close"), keys: ["Escape"], scope: "panel", run: onClose },
  ]);
  return (
    <>
      <IconButton
        icon={mode === "bottom" ? PanelRight : PanelBottom}
        label={t(mode === "bottom" ? "dockRight" : "dockBottom")}
        onPress={() =>
          dockStore.setState({ mode: mode === "bottom" ? "right" : "bottom", isMaximised: false })
        }
      />
      <IconButton
        icon={isMaximised ? Minimize2 : Maximize2}
        label={t(isMaximised ? "restore" : "maximise")}
        shortcut="Shift+Enter"
        onPress={() => dockStore.setState({ isMaximised: !isMaximised })}
      />
      <IconButton icon={X} label={t("close")} shortcut="Escape" onPress={onClose} />
    </>
  );
}
