import { Plus, Rows3, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { definitions } from "../document/catalogue.ts";
import { edgeIds } from "../document/definitions.ts";
import { disconnect } from "../document/edits/connect.ts";
import { useDocument, useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { useCanvasCommands } from "./canvas-commands.ts";
import { useCanvas } from "./canvas-store.ts";
import { edgeCorners, labelPlace } from "./edge-geometry.ts";
import { edgeEnds } from "./nearest-edge.ts";
import { AtPlace } from "./react-flow-adapter.tsx";

/** The two buttons of the edge that is selected or under the keyboard: insert and delete (CAN-7). */
export function EdgeTools() {
  const id = useSession((state) =>
    state.focus?.kind === "edge"
      ? state.focus.id
      : state.selectedEdges.length === 1
        ? state.selectedEdges[0]
        : undefined,
  );
  const isMoving = useCanvas((state) => state.moving.size > 0);
  return id === undefined || isMoving ? null : <ToolsOf id={id} />;
}

function ToolsOf({ id }: { readonly id: string }) {
  const t = useTranslations("canvas.actions");
  const { document, session } = useFlowEditing();
  const commands = useCanvasCommands();
  const graph = useDocument((state) => state.graph);
  const ends = edgeEnds(graph, edgeIds(graph, definitions).indexOf(id), definitions);
  if (!ends) return null;
  const [x, y] = labelPlace(edgeCorners(ends.start, ends.end, ends.bend), ends.bend).at;
  return (
    <AtPlace at={[x, y]}>
      <div className="absolute bottom-3.5 left-0 flex -translate-x-1/2 rounded-6 border border-line bg-raised p-0.5">
        <ToolButton label={t("records")} onClick={() => session.getState().openRecordsOf(id)}>
          <Rows3 aria-hidden size={16} />
        </ToolButton>
        <ToolButton label={t("insert")} onClick={() => commands.openQuickAdd({ kind: "edge", id })}>
          <Plus aria-hidden size={16} />
        </ToolButton>
        <ToolButton
          label={t("disconnect")}
          onClick={() => {
            document.getState().apply(disconnect(document.getState().graph, [id], definitions));
            session.getState().select([]);
            session.getState().focusOn(undefined);
          }}
        >
          <Trash2 aria-hidden size={16} />
        </ToolButton>
      </div>
    </AtPlace>
  );
}

function ToolButton({
  label,
  onClick,
  children,
}: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  // Plain buttons: React Aria's press handling has not been proven together with the canvas' own drag handling.
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="nodrag nopan focus-ring flex size-6 items-center justify-center rounded-3 text-ink-2 hover:bg-hover hover:text-ink"
    >
      {children}
    </button>
  );
}
