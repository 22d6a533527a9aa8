import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import type { Point } from "../document/geometry.ts";
import { classNames } from "../ui/class-names.ts";
import { popoverClassName } from "../ui/option-row.ts";

const margin = 8;

export interface FloatingBoxProps {
  /** Point of the screen it belongs to. */
  readonly screen: Point;
  readonly label: string;
  readonly onClose: () => void;
  /** A press outside; left out: as closing. */
  readonly onOutside?: (target: Node) => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * A small box at a point of the canvas, kept inside the window. Not modal: a press outside closes it and still does what it means
 * there, so that the second click of click-and-click connecting reaches its step. Escape closes and changes nothing.
 */
export function FloatingBox({ screen, label, onClose, onOutside, className, children }: FloatingBoxProps) {
  const box = useRef<HTMLDivElement>(null);
  const [shift, setShift] = useState<Point>([0, 0]);
  useLayoutEffect(() => {
    const bounds = box.current?.getBoundingClientRect();
    if (!bounds) return;
    const width = bounds.width;
    const height = bounds.height;
    setShift([
      Math.min(0, window.innerWidth - margin - screen[0] - width),
      Math.min(0, window.innerHeight - margin - screen[1] - height),
    ]);
  }, [screen]);
  useLayoutEffect(() => {
    const outside = (event: PointerEvent) => {
      if (!(event.target instanceof Node) || box.current?.contains(event.target)) return;
      if (onOutside) onOutside(event.target);
      else onClose();
    };
    // After the press that opened it has ended, or it would close at once.
    const soon = setTimeout(() => window.addEventListener("pointerdown", outside, true));
    return () => {
      clearTimeout(soon);
      window.removeEventListener("pointerdown", outside, true);
    };
  }, [onClose, onOutside]);
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      style={{ left: Math.max(margin, screen[0] + shift[0]), top: Math.max(margin, screen[1] + shift[1]) }}
      className={classNames(popoverClassName, "fixed z-40", className)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        event.preventDefault();
        onClose();
      }}
    >
      {children}
    </div>
  );
}
