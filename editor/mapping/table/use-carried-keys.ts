import { useEffect, useEffectEvent } from "react";
import { announce } from "../../ui/live-region.tsx";
import { useMappingView } from "../editing/mapping-editing.tsx";
import { focusWhenDrawn } from "../focus-when-drawn.ts";
import type { TargetRow } from "../target-rows.ts";

export interface CarriedKeysInput {
  readonly rows: readonly TargetRow[];
  readonly frame: HTMLElement | null;
  readonly page: number;
  readonly scrollTo: (index: number) => void;
}

/**
 * While a source field is carried by keys, arrows go from row to row and typing goes to the row whose name begins so; Tab does too, in
 * the way of React Aria, which also takes Enter (drop) and Escape (give up).
 */
export function useCarriedKeys({ rows, frame, page, scrollTo }: CarriedKeysInput): void {
  const carried = useMappingView((state) => state.carried);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const index = targetOf(event, rows, page);
    if (index === undefined || !frame) return;
    event.preventDefault();
    // Before React Aria, which would cancel it.
    event.stopImmediatePropagation();
    const row = rows[index];
    if (!row) return;
    scrollTo(index);
    focusWhenDrawn(frame, `[role="row"][data-row="${CSS.escape(row.id)}"]`);
    announce(row.field?.title ?? row.path.join("."));
  });
  useEffect(() => {
    if (!carried) return;
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, [carried]);
}

function targetOf(event: KeyboardEvent, rows: readonly TargetRow[], page: number): number | undefined {
  const id = document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset.row;
  const at = rows.findIndex((row) => row.id === id);
  const open = (from: number, by: number) => {
    let index = from;
    while (rows[index]?.isCovered) index += by;
    return rows[index] ? index : undefined;
  };
  switch (event.key) {
    case "ArrowDown":
      return open(at + 1, 1);
    case "ArrowUp":
      return open(Math.max(at - 1, 0), -1);
    case "PageDown":
      return open(Math.min(at + page, rows.length - 1), 1);
    case "PageUp":
      return open(Math.max(at - page, 0), -1);
    case "Home":
      return open(0, 1);
    case "End":
      return open(rows.length - 1, -1);
    default:
      return typedTarget(event, rows, at);
  }
}

/** The next row whose title or name begins with the typed character. */
function typedTarget(event: KeyboardEvent, rows: readonly TargetRow[], at: number): number | undefined {
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || event.key === " ")
    return undefined;
  const typed = event.key.toLowerCase();
  const fits = (row: TargetRow | undefined) =>
    row !== undefined &&
    !row.isCovered &&
    [row.field?.title, row.path.at(-1)].some((name) => name?.toLowerCase().startsWith(typed));
  for (let step = 1; step <= rows.length; step++) {
    const index = (at + step) % rows.length;
    if (fits(rows[index])) return index;
  }
  return undefined;
}
