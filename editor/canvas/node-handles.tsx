import type { GraphNode } from "@trasvase/shared/graph.ts";
import { memo, useMemo } from "react";
import { definitions } from "../document/catalogue.ts";
import { portsOf } from "../document/definitions.ts";
import { useDocument } from "../document/flow-editing.tsx";
import { classNames } from "../ui/class-names.ts";
import { useCanvasCommands } from "./canvas-commands.ts";
import { useCanvas } from "./canvas-store.ts";
import { type DrawnExit, drawnExits, drawsEntry, lostPorts } from "./exits.ts";
import { EntryHandle, ExitHandle } from "./react-flow-adapter.tsx";

interface NodeHandlesProps {
  readonly name: string;
  readonly node: GraphNode;
  readonly far: boolean;
}

/** The entry and the exits of a step. An exit that should lead somewhere and does not is a ring with a plus in it. */
export const NodeHandles = memo(({ name, node, far }: NodeHandlesProps) => {
  const first = portsOf(node, definitions)[0]?.name;
  const used = useDocument((state) => usedPorts(state.graph.edges, name, first));
  const lost = useDocument((state) => lostPorts(state.graph, name).join("\n"));
  const hasEntry = useDocument((state) => drawsEntry(state.graph, name));
  const exits = useMemo(
    () => drawnExits(node, new Set(used.split("\n")), lost === "" ? [] : lost.split("\n")),
    [node, used, lost],
  );
  const isTarget = useCanvas(
    ({ connecting }) =>
      connecting !== undefined && connecting.from !== name && connecting.verdictOf(name) === "allowed",
  );
  return (
    <>
      {hasEntry && (
        <EntryHandle className={classNames("canvas-handle", isTarget && "canvas-handle-target")} />
      )}
      {exits.map((exit) => (
        <Exit
          key={exit.port}
          name={name}
          exit={exit}
          naming={exits.length > 1 && !far ? (node.type === "router" ? "inside" : "outside") : "none"}
        />
      ))}
    </>
  );
});

interface ExitProps {
  readonly name: string;
  readonly exit: DrawnExit;
  readonly naming: "inside" | "outside" | "none";
}

function Exit({ name, exit, naming }: ExitProps) {
  const commands = useCanvasCommands();
  const { port, top, state, title } = exit;
  return (
    <>
      <ExitHandle
        port={port}
        top={top}
        className={classNames("canvas-handle", `canvas-exit-${state}`)}
        onClick={() => commands.startFromExit(name, port)}
      />
      {naming === "inside" && (
        <span
          aria-hidden="true"
          style={{ top: top - 10 }}
          className="pointer-events-none absolute right-4 max-w-44 truncate text-sm text-ink-2"
        >
          {title}
        </span>
      )}
      {naming === "outside" && (
        <span
          aria-hidden="true"
          style={{ top: top - 19 }}
          className={classNames(
            "canvas-exit-label pointer-events-none absolute left-full ml-2 rounded-3 bg-canvas px-1 text-xs whitespace-nowrap",
            state === "lost" ? "text-err" : "text-ink-3",
            state === "optional" && "canvas-exit-label-optional",
          )}
        >
          {title}
        </span>
      )}
    </>
  );
}

/** The exits of a step that lead somewhere, as one text so that a selector can compare it. */
function usedPorts(
  edges: readonly { readonly from: string; readonly port?: string | undefined }[],
  name: string,
  first: string | undefined,
): string {
  const used = new Set<string>();
  for (const edge of edges) if (edge.from === name) used.add(edge.port ?? first ?? "");
  return [...used].sort().join("\n");
}
