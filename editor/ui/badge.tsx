import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { type Tone, toneClassNames } from "./tone.ts";

/** A small number or word on a soft ground. For a state, use a StatusChip: it has a shape too. */
export function Badge({
  tone = "neutral",
  children,
  className,
}: {
  tone?: Tone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={classNames(
        "inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full px-1.5 text-xs whitespace-nowrap",
        toneClassNames[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
