import { definitions } from "../document/catalogue.ts";
import { copySteps, readClipboard } from "../document/clipboard.ts";
import { titleOf } from "../document/definitions.ts";
import { spliceInto } from "../document/edits/add.ts";
import { moveNodes } from "../document/edits/arrange.ts";
import { disconnect } from "../document/edits/connect.ts";
import { duplicate, type PasteEdit, pasteSteps } from "../document/edits/paste.ts";
import { removeNodes } from "../document/edits/remove.ts";
import { boxOf, grid, nodeHeight, type Point, placeOf, snap } from "../document/geometry.ts";
import { announce } from "../ui/live-region.tsx";
import { printKey } from "../ui/print-keys.ts";
import { toast } from "../ui/toast.ts";
import type { CanvasCommands } from "./canvas-commands.ts";
import { nothingMoving } from "./canvas-store.ts";
import { type CommandParts, carryOut, dropStaleNames, graphOf, sayEdit } from "./command-parts.ts";
import { nearestEdge } from "./nearest-edge.ts";
import { walkFrom } from "./walk-steps.ts";

type ChangingCommands = Pick<
  CanvasCommands,
  | "remove"
  | "duplicate"
  | "rename"
  | "undo"
  | "redo"
  | "copy"
  | "cut"
  | "paste"
  | "dragTo"
  | "dropDragged"
  | "beginMove"
  | "moveBy"
  | "endMove"
>;

/** The commands that change what is there. */
export function changingCommands(parts: CommandParts): ChangingCommands {
  return { ...removing(parts), ...clipboard(parts), ...moving(parts), ...history(parts) };
}

function chosen({ session }: CommandParts): readonly string[] {
  const { selection, focus } = session.getState();
  return selection.length > 0 ? selection : focus?.kind === "node" ? [focus.name] : [];
}

function removing(parts: CommandParts): Pick<ChangingCommands, "remove" | "rename"> {
  const { session, canvas } = parts;
  return {
    remove: ({ cut = false } = {}) => {
      const { selectedEdges, focus } = session.getState();
      const names = chosen(parts);
      const edges = names.length > 0 ? [] : focus?.kind === "edge" ? [focus.id] : selectedEdges;
      const graph = graphOf(parts);
      if (edges.length > 0) {
        const from = edges[0]?.split(":")[0];
        if (carryOut(parts, disconnect(graph, edges, definitions))) {
          session.getState().select([]);
          session
            .getState()
            .focusOn(from !== undefined && graph.nodes[from] ? { kind: "node", name: from } : undefined);
        }
        return;
      }
      const [first] = names;
      if (first === undefined) {
        announce(parts.t("announce.nothingSelected"));
        return;
      }
      const beside =
        walkFrom(graph, first, "left", definitions) ?? walkFrom(graph, first, "right", definitions);
      if (!carryOut(parts, removeNodes(graph, names, definitions, { cut }))) return;
      if (beside !== undefined && graphOf(parts).nodes[beside])
        session.getState().focusOn({ kind: "node", name: beside });
    },
    rename: () => {
      const [name] = chosen(parts);
      if (name !== undefined && graphOf(parts).nodes[name]?.type !== "note")
        canvas.setState({ renaming: name, menu: undefined });
    },
  };
}

function clipboard(parts: CommandParts): Pick<ChangingCommands, "copy" | "cut" | "paste" | "duplicate"> {
  const { t, document } = parts;
  const copy = (into: DataTransfer | undefined) => {
    const names = chosen(parts);
    if (names.length === 0) {
      announce(t("announce.nothingSelected"));
      return false;
    }
    const text = copySteps(graphOf(parts), names);
    const done = () => announce(t("announce.copied", { count: names.length }));
    const refused = () => toast({ message: t("announce.copyRefused"), tone: "warn" });
    if (into) {
      into.setData("text/plain", text);
      done();
    } else if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, refused);
    else refused();
    return into !== undefined || Boolean(navigator.clipboard);
  };
  return {
    copy: (into) => void copy(into),
    cut: (into) => {
      const names = chosen(parts);
      if (!copy(into)) return;
      const edit = removeNodes(graphOf(parts), names, definitions);
      carryOut(parts, { ...edit, label: { ...edit.label, code: "cut" } });
    },
    duplicate: () => {
      const names = chosen(parts);
      if (names.length === 0) announce(t("announce.nothingSelected"));
      else finishPaste(parts, duplicate(document.getState().graph, names, definitions));
    },
    paste: (text) => {
      if (text !== undefined) {
        pasteText(parts, text);
        return;
      }
      const unreadable = () =>
        toast({ message: t("pasteRefused.unreadable", { keys: `${printKey("Mod")}+V` }), tone: "warn" });
      if (!navigator.clipboard?.readText) unreadable();
      else navigator.clipboard.readText().then((read) => pasteText(parts, read), unreadable);
    },
  };
}

function pasteText(parts: CommandParts, text: string): void {
  const { t, useAsSamples } = parts;
  const pasted = readClipboard(text);
  if (pasted.kind === "steps") {
    finishPaste(parts, pasteSteps(graphOf(parts), pasted.graph, undefined, definitions));
  } else if (pasted.kind === "records" && useAsSamples) {
    const { records } = pasted;
    toast({
      message: t("pasteRecords", { count: records.length }),
      action: { label: t("useAsSample"), run: () => useAsSamples(records) },
    });
  } else {
    const reason = pasted.kind === "records" ? "no-records" : pasted.reason;
    const problem = pasted.kind === "refused" ? (pasted.problems[0]?.message ?? "") : "";
    toast({ message: t(`pasteRefused.${reason}`, { problem }), tone: "warn" });
  }
}

function finishPaste(parts: CommandParts, edit: PasteEdit): void {
  const { t, viewport } = parts;
  if (edit.tooMany) {
    toast({ message: t("pasteRefused.tooMany"), tone: "warn" });
    return;
  }
  if (!carryOut(parts, edit)) return;
  const first = edit.select?.[0];
  if (first !== undefined) viewport.reveal(boxOf(graphOf(parts), first, definitions));
  announce(sayEdit(parts, edit.label));
  const [refused] = edit.refused;
  if (refused) {
    const reason = t(`refusal.${refused.reason}`);
    toast({ message: t("pasteNotes.edges", { count: edit.refused.length, reason }), tone: "warn" });
  }
  if (edit.keptTables.length > 0) {
    const names = edit.keptTables.map((name) => `“${name}”`).join(", ");
    toast({ message: t("pasteNotes.tables", { count: edit.keptTables.length, names }), tone: "warn" });
  }
}

function moving(
  parts: CommandParts,
): Pick<ChangingCommands, "dragTo" | "dropDragged" | "beginMove" | "moveBy" | "endMove"> {
  const { canvas, t } = parts;
  const keep = () => {
    const { moving: places, spliceEdge } = canvas.getState();
    canvas.setState({ moving: nothingMoving, moveMode: false, spliceEdge: undefined });
    if (places.size === 0) return;
    const moved = moveNodes(graphOf(parts), places, definitions);
    const [name] = places.keys();
    const spliced =
      spliceEdge !== undefined && name !== undefined
        ? spliceInto(moved.graph, spliceEdge, name, definitions)
        : undefined;
    carryOut(parts, spliced && spliced.graph !== moved.graph ? spliced : moved);
  };
  return {
    dragTo: (places) => {
      canvas.setState({ moving: places, spliceEdge: spliceTarget(parts, places) });
    },
    dropDragged: keep,
    beginMove: () => {
      const names = chosen(parts);
      const [first] = names;
      if (first === undefined) {
        announce(t("announce.nothingSelected"));
        return;
      }
      const graph = graphOf(parts);
      canvas.setState({ moving: new Map(names.map((name) => [name, placeOf(graph, name)])), moveMode: true });
      announce(t("announce.moveMode", { title: titleOf(graph, first, definitions) }));
    },
    moveBy: (dx, dy) => {
      const places = [...canvas.getState().moving].map(
        ([name, [x, y]]) => [name, [snap(x) + dx * grid, snap(y) + dy * grid] as Point] as const,
      );
      canvas.setState({ moving: new Map(places) });
    },
    endMove: (kept) => {
      const [name] = canvas.getState().moving.keys();
      const title = name === undefined ? "" : titleOf(graphOf(parts), name, definitions);
      if (kept) keep();
      else canvas.setState({ moving: nothingMoving, moveMode: false });
      announce(t(kept ? "announce.moveKept" : "announce.movePutBack", { title }));
    },
  };
}

/** The edge that a single unconnected step is held over. */
function spliceTarget(parts: CommandParts, places: ReadonlyMap<string, Point>): string | undefined {
  const [entry] = places;
  if (!entry || places.size > 1) return undefined;
  const [name, [x, y]] = entry;
  const graph = graphOf(parts);
  const type = graph.nodes[name]?.type;
  if (type === "source" || type === "note") return undefined;
  if (graph.edges.some((edge) => edge.from === name || edge.to === name)) return undefined;
  const { width } = boxOf(graph, name, definitions);
  return nearestEdge(graph, [x + width / 2, y + nodeHeight / 2], 24, definitions, name);
}

function history(parts: CommandParts): Pick<ChangingCommands, "undo" | "redo"> {
  const { document, t } = parts;
  const go = (did: "undo" | "redo") => {
    const label = document.getState()[did]();
    if (!label) {
      announce(t(did === "undo" ? "announce.nothingToUndo" : "announce.nothingToRedo"));
      return;
    }
    dropStaleNames(parts);
    announce(t(did === "undo" ? "announce.undone" : "announce.redone", { what: sayEdit(parts, label) }));
  };
  return { undo: () => go("undo"), redo: () => go("redo") };
}
