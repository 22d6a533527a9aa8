import { Map as MapIcon, Maximize, Minus, Plus } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { useCanvasCommands } from "./canvas-commands.ts";
import { useZoomPercent } from "./react-flow-adapter.tsx";

/** Zoom and overview, in the lower left corner. */
export function CanvasControls() {
  const t = useTranslations("canvas.actions");
  const commands = useCanvasCommands();
  const percent = useZoomPercent();
  return (
    <div className="nodrag nopan absolute bottom-3 left-3 z-10 flex items-center rounded-6 border border-line bg-surface p-0.5">
      <IconButton size="sm" icon={Minus} label={t("zoomOut")} onPress={() => commands.zoomBy(1 / 1.25)} />
      <Button
        size="sm"
        variant="quiet"
        aria-label={`${t("zoomReset")}, ${t("zoomLevel", { percent })}`}
        onPress={() => commands.zoomTo(1)}
        className="w-13 px-0! text-ink-2!"
      >
        {t("zoomLevel", { percent })}
      </Button>
      <IconButton size="sm" icon={Plus} label={t("zoomIn")} onPress={() => commands.zoomBy(1.25)} />
      <span aria-hidden="true" className="mx-1 h-4 w-px bg-line" />
      <IconButton size="sm" icon={Maximize} label={t("zoomFit")} shortcut="1" onPress={commands.fit} />
      <IconButton
        size="sm"
        icon={MapIcon}
        label={t("minimap")}
        shortcut="M"
        onPress={commands.toggleMinimap}
      />
    </div>
  );
}
