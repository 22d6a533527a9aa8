import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { useStore } from "zustand";
import { useDocument, useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { type Command, useCommands } from "../shell/commands.ts";
import type { CanvasCommands } from "./canvas-commands.ts";
import type { CanvasStore } from "./canvas-store.ts";
import { sayEdit } from "./command-parts.ts";
import type { Direction } from "./walk-steps.ts";

/** Name of the area in which the single keys of the canvas act. */
const scope = "canvas";

const arrows: readonly {
  readonly key: string;
  readonly direction: Direction;
  readonly dx: number;
  readonly dy: number;
}[] = [
  { key: "ArrowLeft", direction: "left", dx: -1, dy: 0 },
  { key: "ArrowRight", direction: "right", dx: 1, dy: 0 },
  { key: "ArrowUp", direction: "up", dx: 0, dy: -1 },
  { key: "ArrowDown", direction: "down", dx: 0, dy: 1 },
];

/** Registers everything the canvas can do with its keys (ux 1.3, keyboard model), for the palette and the shortcut sheet too. */
export function useCanvasShortcuts(commands: CanvasCommands, canvas: CanvasStore): void {
  const moveMode = useStore(canvas, (state) => state.moveMode);
  useCommands([...useHistoryCommands(commands), ...useStepCommands(commands), ...useViewCommands(commands)]);
  useCommands(useWalkCommands(commands, moveMode));
  useEscape(commands, canvas);
  useClipboardEvents(commands);
}

function useHistoryCommands(commands: CanvasCommands): Command[] {
  const t = useTranslations("canvas");
  const last = useDocument((state) => state.history.past.at(-1)?.label);
  const next = useDocument((state) => state.history.future.at(-1)?.label);
  return [
    {
      id: "flow.undo",
      group: "flow",
      label: last ? t("actions.undoWhat", { what: sayEdit({ t }, last) }) : t("actions.undo"),
      keys: ["Mod+Z"],
      disabledReason: last ? undefined : t("announce.nothingToUndo"),
      run: commands.undo,
    },
    {
      id: "flow.redo",
      group: "flow",
      label: next ? t("actions.redoWhat", { what: sayEdit({ t }, next) }) : t("actions.redo"),
      keys: ["Mod+Shift+Z", "Mod+Y"],
      disabledReason: next ? undefined : t("announce.nothingToRedo"),
      run: commands.redo,
    },
  ];
}

function useStepCommands(commands: CanvasCommands): Command[] {
  const t = useTranslations("canvas");
  const hasStep = useSession((state) => state.selection.length > 0 || state.focus?.kind === "node");
  const hasEdge = useSession((state) => state.selectedEdges.length > 0 || state.focus?.kind === "edge");
  const needsStep = hasStep ? undefined : t("announce.nothingSelected");
  const step = (id: string, label: string, keys: readonly string[], run: () => void): Command => ({
    id: `step.${id}`,
    group: "step",
    label,
    keys,
    scope,
    disabledReason: needsStep,
    run,
  });
  return [
    {
      id: "step.add",
      group: "step",
      label: t("actions.addStep"),
      keys: ["N", "+"],
      scope,
      run: commands.addHere,
    },
    {
      ...step("open", t("actions.open"), ["Enter"], () => commands.open()),
      disabledReason: hasEdge ? undefined : needsStep,
    },
    step("rename", t("actions.rename"), ["F2"], commands.rename),
    step("connect", t("actions.connect"), ["C"], commands.pickTarget),
    step("move", t("actions.move"), hasStep ? ["M"] : [], commands.beginMove),
    step("duplicate", t("actions.duplicate"), ["Mod+D"], commands.duplicate),
    step("copy", t("actions.copy"), [], () => commands.copy()),
    step("cut", t("actions.cut"), [], () => commands.cut()),
    { id: "step.paste", group: "step", label: t("actions.paste"), run: () => commands.paste() },
    {
      ...step("remove", t("actions.remove"), ["Delete", "Backspace"], () => commands.remove()),
      disabledReason: hasEdge ? undefined : needsStep,
    },
    step("removeCut", t("actions.removeCut"), ["Shift+Delete"], () => commands.remove({ cut: true })),
    {
      id: "step.all",
      group: "step",
      label: t("actions.selectAll"),
      keys: ["Mod+A"],
      scope,
      run: commands.selectAll,
    },
  ];
}

function useViewCommands(commands: CanvasCommands): Command[] {
  const t = useTranslations("canvas");
  // M moves the focused step; without one it is free for the overview.
  const hasStep = useSession((state) => state.selection.length > 0 || state.focus?.kind === "node");
  return [
    {
      id: "canvas.zoomReset",
      group: "canvas",
      label: t("actions.zoomReset"),
      keys: ["0"],
      scope,
      run: () => commands.zoomTo(1),
    },
    { id: "canvas.fit", group: "canvas", label: t("actions.zoomFit"), keys: ["1"], scope, run: commands.fit },
    {
      id: "canvas.fitSelection",
      group: "canvas",
      label: t("actions.zoomSelection"),
      keys: ["2"],
      scope,
      run: commands.fitSelection,
    },
    {
      id: "canvas.minimap",
      group: "canvas",
      label: t("actions.minimap"),
      keys: hasStep ? ["Shift+M"] : ["M", "Shift+M"],
      scope,
      run: commands.toggleMinimap,
    },
    {
      id: "canvas.edges",
      group: "canvas",
      label: t("actions.walkEdges"),
      keys: ["E"],
      scope,
      onlyKeys: true,
      run: () => commands.walkEdges(1),
    },
    {
      id: "canvas.nextProblem",
      group: "canvas",
      label: t("problems.next"),
      keys: ["F8"],
      inFields: true,
      run: () => commands.showProblem(1),
    },
    {
      id: "canvas.previousProblem",
      group: "canvas",
      label: t("problems.previous"),
      keys: ["Shift+F8"],
      inFields: true,
      run: () => commands.showProblem(-1),
    },
  ];
}

function useWalkCommands(commands: CanvasCommands, moveMode: boolean): Command[] {
  const t = useTranslations("canvas.actions");
  const walks = arrows.map(
    ({ key, direction, dx, dy }): Command => ({
      id: `canvas.walk.${direction}`,
      group: "canvas",
      label: t(`walk.${direction}`),
      keys: [key],
      scope,
      onlyKeys: true,
      run: () => (moveMode ? commands.moveBy(dx, dy) : commands.walk(direction)),
    }),
  );
  const further = arrows.map(
    ({ key, direction, dx, dy }): Command => ({
      id: `canvas.further.${direction}`,
      group: "canvas",
      label: direction === "left" || direction === "right" ? t(`extend.${direction}`) : t("moveFurther"),
      keys: [`Shift+${key}`],
      scope,
      onlyKeys: true,
      run: () => {
        if (moveMode) commands.moveBy(dx * 4, dy * 4);
        else if (direction === "left" || direction === "right") commands.extend(direction);
      },
    }),
  );
  const keep: Command[] = moveMode
    ? [
        {
          id: "canvas.keepMove",
          group: "canvas",
          label: t("keepMove"),
          keys: ["Enter", "Tab"],
          scope,
          onlyKeys: true,
          run: () => commands.endMove(true),
        },
      ]
    : [];
  return [...walks, ...further, ...keep];
}

/** Escape takes back what is going on, innermost first: moving, connecting, the panel. */
function useEscape(commands: CanvasCommands, canvas: CanvasStore): void {
  const { session } = useFlowEditing();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || !inCanvas(event.target)) return;
      const { moveMode, quickAdd, connecting, picking, menu } = canvas.getState();
      if (moveMode) commands.endMove(false);
      else if (quickAdd || connecting || picking || menu) commands.cancel();
      else session.getState().close();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [commands, canvas, session]);
}

/**
 * Copy, cut and paste by the browser's own events: they need no permission and work without a secure origin.
 * They mean steps only while the canvas has the focus.
 */
function useClipboardEvents(commands: CanvasCommands): void {
  const { session } = useFlowEditing();
  useEffect(() => {
    const isOurs = (event: ClipboardEvent) =>
      inCanvas(document.activeElement) &&
      !event.defaultPrevented &&
      String(window.getSelection() ?? "") === "";
    const onCopy = (event: ClipboardEvent) => {
      if (!isOurs(event) || session.getState().selection.length === 0) return;
      event.preventDefault();
      commands.copy(event.clipboardData ?? undefined);
    };
    const onCut = (event: ClipboardEvent) => {
      if (!isOurs(event) || session.getState().selection.length === 0) return;
      event.preventDefault();
      commands.cut(event.clipboardData ?? undefined);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!isOurs(event)) return;
      event.preventDefault();
      commands.paste(event.clipboardData?.getData("text/plain") ?? "");
    };
    window.addEventListener("copy", onCopy);
    window.addEventListener("cut", onCut);
    window.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("copy", onCopy);
      window.removeEventListener("cut", onCut);
      window.removeEventListener("paste", onPaste);
    };
  }, [commands, session]);
}

function inCanvas(target: EventTarget | null): boolean {
  const isField =
    target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
  return target instanceof Element && !isField && target.closest("[data-canvas]") !== null;
}
