import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from "lucide-react";
import { classNames } from "./class-names.ts";
import type { Icon } from "./icon.ts";
import { onMac, printKey } from "./print-keys.ts";

// Drawn, because the text face has no arrows to the sides.
const arrows: Readonly<Record<string, Icon>> = {
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ArrowDown,
};

/** A key or chord, printed as this computer's keyboard names it: `Mod+K` is ⌘K on a Mac and Ctrl+K elsewhere. */
export function Kbd({ keys, onInk = false }: { keys: string; onInk?: boolean }) {
  const parts = keys === "+" ? ["+"] : keys.split("+");
  return (
    <kbd
      className={classNames(
        "inline-flex h-5 items-center rounded-3 border px-1 font-mono text-xs whitespace-nowrap",
        onInk ? "border-current text-surface" : "border-line bg-sunken text-ink-2",
      )}
    >
      {parts.map((part, index) => {
        const Arrow = arrows[part];
        return (
          <span key={part} className="inline-flex items-center">
            {index > 0 && !onMac() && "+"}
            {Arrow ? <Arrow aria-label={part} size={12} /> : printKey(part)}
          </span>
        );
      })}
    </kbd>
  );
}
