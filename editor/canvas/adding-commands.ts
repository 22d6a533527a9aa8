import { canConnect, connectVerdicts } from "../document/can-connect.ts";
import { definitions } from "../document/catalogue.ts";
import { edgeIds, edgePort, portsOf, titleOf } from "../document/definitions.ts";
import { addSteps, insertOnEdge, type NewStep } from "../document/edits/add.ts";
import { connect } from "../document/edits/connect.ts";
import { boxOf, exitTop, nodeHeight, nodeWidth, type Point } from "../document/geometry.ts";
import { announce } from "../ui/live-region.tsx";
import { toast } from "../ui/toast.ts";
import type { CanvasCommands } from "./canvas-commands.ts";
import type { AddTarget } from "./canvas-store.ts";
import { type CommandParts, carryOut, graphOf } from "./command-parts.ts";
import { nearestEdge } from "./nearest-edge.ts";

type AddingCommands = Pick<
  CanvasCommands,
  | "openQuickAdd"
  | "addHere"
  | "add"
  | "addAfterSelection"
  | "dropAt"
  | "startFromExit"
  | "beginConnecting"
  | "endConnecting"
  | "connect"
  | "pickTarget"
  | "cancel"
>;

/** How near to an edge a step must be dropped to be put into it, in canvas pixels (CAN-7). */
const dropRadius = 24;

/** The commands that add and connect. */
export function addingCommands(parts: CommandParts): AddingCommands {
  const { canvas, session, viewport } = parts;

  const openQuickAdd = (target: AddTarget, screen?: Point) => {
    const at = screen ?? viewport.toScreen(placeOfTarget(parts, target));
    canvas.setState({ quickAdd: { target, screen: at }, menu: undefined, picking: undefined });
  };

  const add = (steps: readonly NewStep[], target: AddTarget) => {
    const graph = graphOf(parts);
    const [only] = steps;
    if (!only) return;
    const edit =
      target.kind === "edge"
        ? insertOnEdge(graph, target.id, only, definitions)
        : addSteps(graph, steps, whereabouts(target), definitions);
    canvas.setState({ quickAdd: undefined, connecting: undefined });
    if (!carryOut(parts, edit)) return;
    const added = edit.select?.at(-1);
    if (added === undefined) return;
    viewport.reveal(boxOf(graphOf(parts), added, definitions));
    if (only.type !== "note") session.getState().show(steps.length > 1 ? (edit.select?.[0] ?? added) : added);
  };

  const connectSteps = (from: string, port: string, to: string): boolean => {
    const graph = graphOf(parts);
    const verdict = canConnect(graph, { from, port, to }, definitions);
    if (verdict === "allowed") {
      carryOut(parts, connect(graph, { from, port, to }, definitions));
      announce(parts.t("announce.connected", { from: title(parts, from), to: title(parts, to) }));
      return true;
    }
    const reason = parts.t(`refusal.${verdict}`);
    toast({ message: parts.t("announce.refused", { reason }), tone: "warn" });
    return false;
  };

  const beginConnecting = (from: string, port: string) =>
    canvas.setState({
      connecting: { from, port, verdictOf: connectVerdicts(graphOf(parts), { from, port }, definitions) },
      quickAdd: undefined,
    });

  return {
    openQuickAdd,
    add,
    connect: connectSteps,
    beginConnecting,
    addHere: () => {
      const { focus } = session.getState();
      if (focus?.kind === "edge") openQuickAdd({ kind: "edge", id: focus.id });
      else openQuickAdd(targetAfterFocus(parts));
    },
    addAfterSelection: (step) => {
      const after = targetAfterFocus(parts);
      const joins = after.kind === "after" && step.type !== "source" && step.type !== "note";
      add([step], joins ? after : { kind: "free", at: undefined });
    },
    dropAt: (step, screen) => {
      const [x, y] = viewport.toGraph(screen);
      const edge =
        step.type === "source" || step.type === "note"
          ? undefined
          : nearestEdge(graphOf(parts), [x, y], dropRadius, definitions);
      canvas.setState({ spliceEdge: undefined });
      add(
        [step],
        edge === undefined
          ? { kind: "free", at: [x - nodeWidth / 2, y - nodeHeight / 2] }
          : { kind: "edge", id: edge },
      );
    },
    startFromExit: (name, port) => {
      beginConnecting(name, port);
      openQuickAdd({ kind: "after", from: name, port });
    },
    endConnecting: (to, screen) => {
      const { connecting } = canvas.getState();
      if (!connecting) return;
      const { from, port } = connecting;
      canvas.setState({ connecting: undefined });
      if (to === from) return;
      if (to !== undefined) connectSteps(from, port, to);
      else {
        openQuickAdd(
          { kind: "after", from, port, at: besideStep(parts, from, viewport.toGraph(screen)) },
          screen,
        );
      }
    },
    pickTarget: () => {
      const { focus } = session.getState();
      const name = focus?.kind === "node" ? focus.name : undefined;
      const node = name === undefined ? undefined : graphOf(parts).nodes[name];
      if (name === undefined || !node) announce(parts.t("announce.nothingSelected"));
      else if (portsOf(node, definitions).length === 0) announce(parts.t("refusal.no-exit"));
      else canvas.setState({ picking: name, quickAdd: undefined, menu: undefined });
    },
    cancel: () =>
      canvas.setState({ quickAdd: undefined, connecting: undefined, picking: undefined, menu: undefined }),
  };
}

/** Where a step goes whose connection was dropped on empty canvas: there, but in line with its step when that was nearly so. */
function besideStep(parts: CommandParts, from: string, [x, y]: Point): Point {
  const box = boxOf(graphOf(parts), from, definitions);
  const top = y - nodeHeight / 2;
  return [x, Math.abs(top - box.y) < nodeHeight / 2 ? box.y : top];
}

function title(parts: CommandParts, name: string): string {
  return titleOf(graphOf(parts), name, definitions);
}

function whereabouts(target: Exclude<AddTarget, { kind: "edge" }>) {
  if (target.kind === "free") return target.at ? { at: target.at } : {};
  return { after: { from: target.from, port: target.port }, ...(target.at ? { at: target.at } : {}) };
}

/** After the focused step's first free exit; the last step of the flow when nothing is focused; anywhere in an empty flow. */
function targetAfterFocus(parts: CommandParts): AddTarget {
  const graph = graphOf(parts);
  const { focus, selection } = parts.session.getState();
  const name = (focus?.kind === "node" ? focus.name : undefined) ?? selection.at(-1) ?? lastStep(parts);
  const node = name === undefined ? undefined : graph.nodes[name];
  if (name === undefined || !node) return { kind: "free", at: undefined };
  const ports = portsOf(node, definitions);
  const used = new Set(
    graph.edges.filter((edge) => edge.from === name).map((edge) => edgePort(graph, edge, definitions)),
  );
  const port = ports.find((one) => !used.has(one.name)) ?? ports[0];
  return port ? { kind: "after", from: name, port: port.name } : { kind: "free", at: undefined };
}

function lastStep(parts: CommandParts): string | undefined {
  const graph = graphOf(parts);
  const leads = new Set(graph.edges.map((edge) => edge.from));
  return Object.keys(graph.nodes)
    .filter((name) => !leads.has(name) && graph.nodes[name]?.type !== "note")
    .at(-1);
}

function placeOfTarget(parts: CommandParts, target: AddTarget): Point {
  const graph = graphOf(parts);
  if (target.kind === "edge") {
    const edge = graph.edges[edgeIds(graph, definitions).indexOf(target.id)];
    if (!edge) return [0, 0];
    const from = boxOf(graph, edge.from, definitions);
    const to = boxOf(graph, edge.to, definitions);
    return [(from.x + from.width + to.x) / 2, (from.y + to.y) / 2 + nodeHeight / 2];
  }
  if (target.at) return target.at;
  if (target.kind === "free") return [0, 0];
  const box = boxOf(graph, target.from, definitions);
  const node = graph.nodes[target.from];
  const index = node ? portsOf(node, definitions).findIndex((port) => port.name === target.port) : 0;
  return [box.x + box.width + 16, box.y + (node ? exitTop(node, Math.max(0, index)) : 0)];
}
