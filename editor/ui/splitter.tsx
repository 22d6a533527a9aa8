import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef, useState } from "react";
import { classNames } from "./class-names.ts";

export interface SplitterProps {
  /** `row`: parts side by side. `column`: one above the other. */
  direction: "row" | "column";
  /** What the bar sizes, for assistive technology: "Width of the step list". */
  label: string;
  /** Remembers the place of the bar in this browser under this name. */
  name: string;
  /** Share of the first part, 0 to 1, until the person moves the bar. */
  initial: number;
  /** Smallest size of each part in pixels. */
  minFirst?: number;
  minSecond?: number;
  first: ReactNode;
  second: ReactNode;
  className?: string;
}

/** Two parts with a bar between them, moved by pointer or arrow keys; double click or Enter puts it back. */
export function Splitter(props: SplitterProps) {
  const {
    direction,
    label,
    name,
    initial,
    minFirst = 160,
    minSecond = 160,
    first,
    second,
    className,
  } = props;
  const [share, setShare] = useState(() => readShare(name) ?? initial);
  const frame = useRef<HTMLDivElement>(null);
  const firstId = useId();
  const isRow = direction === "row";
  const move = (wanted: number) => {
    const size = frame.current?.getBoundingClientRect();
    const length = Math.max(1, (isRow ? size?.width : size?.height) ?? 1);
    const next = Math.min(
      Math.max(wanted, minFirst / length),
      Math.max(minFirst / length, 1 - minSecond / length),
    );
    setShare(next);
    localStorage.setItem(storageKey(name), next.toFixed(4));
  };
  const reset = () => move(initial);
  const onPointerMove = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    move(isRow ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = keyShare(event, share, isRow);
    if (event.key === "Enter") reset();
    else if (next !== undefined) move(next);
    else return;
    event.preventDefault();
  };
  const minKey = isRow ? "minWidth" : "minHeight";
  return (
    <div ref={frame} className={classNames("flex min-h-0 min-w-0", !isRow && "flex-col", className)}>
      <div
        id={firstId}
        className="flex min-h-0 min-w-0 shrink flex-col"
        style={{ flexBasis: `${share * 100}%`, [minKey]: minFirst }}
      >
        {first}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot hold the focus and a value */}
      <div
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation={isRow ? "vertical" : "horizontal"}
        aria-controls={firstId}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
        onKeyDown={onKeyDown}
        onDoubleClick={reset}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        className={classNames(
          "focus-ring-inset relative z-10 shrink-0 touch-none bg-line transition-colors hover:bg-accent active:bg-accent",
          // The line is thin; the place to grab it is 9 px wide.
          "before:absolute before:content-['']",
          isRow
            ? "w-px cursor-col-resize before:-inset-x-1 before:inset-y-0"
            : "h-px cursor-row-resize before:inset-x-0 before:-inset-y-1",
          "focus-visible:bg-accent",
        )}
      />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col" style={{ [minKey]: minSecond }}>
        {second}
      </div>
    </div>
  );
}

function keyShare(event: KeyboardEvent, share: number, isRow: boolean): number | undefined {
  const step = event.shiftKey ? 0.1 : 0.02;
  switch (event.key) {
    case isRow ? "ArrowLeft" : "ArrowUp":
      return share - step;
    case isRow ? "ArrowRight" : "ArrowDown":
      return share + step;
    case "Home":
      return 0;
    case "End":
      return 1;
    default:
      return undefined;
  }
}

function storageKey(name: string): string {
  return `trasvase.splitter.${name}`;
}

function readShare(name: string): number | undefined {
  const stored = Number(localStorage.getItem(storageKey(name)) ?? Number.NaN);
  return stored > 0 && stored < 1 ? stored : undefined;
}
