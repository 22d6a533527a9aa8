import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useDocument, useFlowEditing } from "../document/flow-editing.tsx";
import { Palette } from "../palette/palette.tsx";
import { PanelDock } from "../panel/panel-dock.tsx";
import { useFlowPreview } from "../preview/preview-context.tsx";
import { RecordWayProvider } from "../preview/record-way-context.tsx";
import { CanvasCommandsContext } from "./canvas-commands.ts";
import { CanvasStoreContext, createCanvasStore } from "./canvas-store.ts";
import { ConnectPicker } from "./connect-picker.tsx";
import { EmptyCanvas } from "./empty-canvas.tsx";
import { FlowBar } from "./flow-bar.tsx";
import { GraphArea } from "./graph-area.tsx";
import { makeCommands } from "./make-commands.ts";
import { NodeMenu } from "./node-menu.tsx";
import type { OpenFlow } from "./open-flow.ts";
import { ProblemsDock } from "./problems-dock.tsx";
import { QuickAdd } from "./quick-add.tsx";
import { CanvasProvider, useViewportActions } from "./react-flow-adapter.tsx";
import { useCanvasShortcuts } from "./use-canvas-shortcuts.ts";
import "./canvas.css";

/** The open flow: bar, palette, canvas, problems and panel. Stands inside the providers of editing and preview. */
export function FlowEditor({ flow }: { readonly flow: OpenFlow }) {
  const [canvas] = useState(createCanvasStore);
  return (
    <CanvasProvider>
      <CanvasStoreContext value={canvas}>
        <Workbench flow={flow} canvas={canvas} />
      </CanvasStoreContext>
    </CanvasProvider>
  );
}

function Workbench({
  flow,
  canvas,
}: {
  readonly flow: OpenFlow;
  readonly canvas: ReturnType<typeof createCanvasStore>;
}) {
  const t = useTranslations("canvas");
  const editing = useFlowEditing();
  const { samples } = useFlowPreview();
  const name = useDocument((state) => state.graph.name);
  const viewport = useViewportActions();
  const commands = useMemo(
    () =>
      makeCommands({
        ...editing,
        canvas,
        viewport,
        t,
        useAsSamples: (records) => samples.paste(records),
      }),
    [editing, canvas, viewport, t, samples],
  );
  useCanvasShortcuts(commands, canvas);
  return (
    <CanvasCommandsContext value={commands}>
      <div className="flex h-full min-h-0 flex-col">
        <h1 className="sr-only">{name}</h1>
        <FlowBar flow={flow} />
        <div className="flex min-h-0 grow">
          <Palette onAdd={(entry) => commands.addAfterSelection(entry.step)} />
          <PanelDock>
            <div className="relative flex min-h-0 grow flex-col">
              <RecordWayProvider>
                <GraphArea />
              </RecordWayProvider>
              <EmptyCanvas />
            </div>
            <ProblemsDock />
          </PanelDock>
        </div>
      </div>
      <QuickAdd />
      <ConnectPicker />
      <NodeMenu />
    </CanvasCommandsContext>
  );
}
