import { stepsBefore, stepsBehind } from "../document/can-connect.ts";
import { definitions } from "../document/catalogue.ts";
import { edgeIds, titleOf } from "../document/definitions.ts";
import { type Box, boundsOf, boxOf } from "../document/geometry.ts";
import { announce } from "../ui/live-region.tsx";
import type { CanvasCommands } from "./canvas-commands.ts";
import { type CommandParts, graphOf } from "./command-parts.ts";
import { focusPanel } from "./focus-canvas.ts";
import { edgesOf, firstStep, nextEdge, walkFrom } from "./walk-steps.ts";

type LookingCommands = Pick<
  CanvasCommands,
  | "walk"
  | "extend"
  | "walkEdges"
  | "open"
  | "show"
  | "selectAll"
  | "showProblem"
  | "fit"
  | "fitSelection"
  | "zoomTo"
  | "zoomBy"
  | "toggleMinimap"
>;

/** The commands that change nothing of the flow. */
export function lookingCommands(parts: CommandParts): LookingCommands {
  const { session, canvas, viewport, t } = parts;
  const focusStep = (name: string | undefined) => {
    if (name === undefined) return;
    const { focusOn, select, openNode, show } = session.getState();
    focusOn({ kind: "node", name });
    select([name]);
    if (openNode !== undefined) show(name);
    viewport.reveal(boxOf(graphOf(parts), name, definitions));
  };
  const focusEdge = (id: string | undefined) => {
    if (id === undefined) announce(t("announce.noEdges"));
    else {
      // The edge takes the selection over, or deleting would still mean the step.
      session.getState().select([], [id]);
      session.getState().focusOn({ kind: "edge", id });
    }
  };
  return {
    walk: (direction) => {
      const { focus } = session.getState();
      const graph = graphOf(parts);
      if (focus?.kind === "edge") {
        const edge = graph.edges[edgeIds(graph, definitions).indexOf(focus.id)];
        if (direction === "left") focusStep(edge?.from);
        else if (direction === "right") focusStep(edge?.to);
        else focusEdge(nextEdge(graph, focus.id, direction === "down" ? 1 : -1, definitions));
      } else {
        focusStep(
          focus ? walkFrom(graph, focus.name, direction, definitions) : firstStep(graph, definitions),
        );
      }
    },
    extend: (direction) => {
      const { focus, selection, select } = session.getState();
      if (focus?.kind !== "node") return;
      const graph = graphOf(parts);
      const more = (direction === "left" ? stepsBefore : stepsBehind)(graph, focus.name);
      const all = [...new Set([...selection, focus.name, ...more])];
      select(all);
      announce(t("announce.selected", { count: all.length }));
    },
    walkEdges: (step) => {
      const { focus } = session.getState();
      const graph = graphOf(parts);
      if (focus?.kind === "node") focusEdge(edgesOf(graph, focus.name, definitions)[0]);
      else if (focus?.kind === "edge") focusEdge(nextEdge(graph, focus.id, step, definitions));
    },
    open: (name) => {
      const { focus, open, openNode, openRecordsOf } = session.getState();
      if (name === undefined && focus?.kind === "edge") {
        openRecordsOf(focus.id, true);
        return;
      }
      const wanted = name ?? (focus?.kind === "node" ? focus.name : undefined);
      if (wanted === undefined) return;
      open(wanted);
      // A panel that is there already only has to be given the keyboard.
      if (openNode === wanted) focusPanel();
      viewport.reveal(boxOf(graphOf(parts), wanted, definitions));
    },
    show: (name) => {
      session.getState().show(name);
      viewport.reveal(boxOf(graphOf(parts), name, definitions));
    },
    selectAll: () => {
      const names = Object.keys(graphOf(parts).nodes);
      session.getState().select(names);
      announce(t("announce.selected", { count: names.length }));
    },
    showProblem: (step) => showProblem(parts, step),
    fit: () => viewport.fit(boundsOf(graphOf(parts), definitions)),
    fitSelection: () => viewport.fit(boundsOfSome(parts, session.getState().selection)),
    zoomTo: viewport.zoomTo,
    zoomBy: viewport.zoomBy,
    toggleMinimap: () => session.getState().set({ minimapOpen: !canvas.getState().overviewShown }),
  };
}

function boundsOfSome(parts: CommandParts, names: readonly string[]): Box | undefined {
  const graph = graphOf(parts);
  if (names.length === 0) return boundsOf(graph, definitions);
  const nodes = Object.fromEntries(Object.entries(graph.nodes).filter(([name]) => names.includes(name)));
  return boundsOf({ ...graph, nodes }, definitions);
}

/** Walks through the problems, round and round, and opens the field each is about (CAN-22). */
function showProblem(parts: CommandParts, step: 1 | -1): void {
  const { document, session, t, viewport } = parts;
  const { problems } = document.getState();
  if (problems.length === 0) {
    announce(t("announce.noProblems"));
    return;
  }
  const { problem: now } = session.getState();
  const index = ((now ?? (step === 1 ? -1 : 0)) + step + problems.length) % problems.length;
  const problem = problems[index];
  if (!problem) return;
  session.getState().set({ problem: index, problemsOpen: true });
  const graph = graphOf(parts);
  const { node } = problem;
  if (node !== undefined && graph.nodes[node]) {
    session.getState().open(node, problem);
    viewport.reveal(boxOf(graph, node, definitions));
  }
  const place = node === undefined ? t("problems.wholeFlow") : titleOf(graph, node, definitions);
  announce(t("announce.problem", { place, message: problem.message }));
}
