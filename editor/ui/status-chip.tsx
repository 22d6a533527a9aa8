import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import type { Icon } from "./icon.ts";
import { type Tone, toneClassNames, toneTextClassNames } from "./tone.ts";

export interface StatusChipProps {
  tone: Tone;
  /** Its shape says the state without colour. */
  icon: Icon;
  children: ReactNode;
  /** Without ground, for tables with many of them. */
  plain?: boolean;
  className?: string;
}

/** A state: shape, word and colour together, never colour alone. */
export function StatusChip({ tone, icon: Glyph, children, plain = false, className }: StatusChipProps) {
  return (
    <span
      className={classNames(
        "inline-flex h-6 items-center gap-1.5 text-sm whitespace-nowrap",
        plain ? toneTextClassNames[tone] : `rounded-full px-2 ${toneClassNames[tone]}`,
        className,
      )}
    >
      <Glyph aria-hidden size={14} className="shrink-0" />
      {children}
    </span>
  );
}
