import { ProgressBar as AriaProgressBar, Label } from "react-aria-components";
import { classNames } from "./class-names.ts";

export interface ProgressBarProps {
  label: string;
  /** Share done, 0 to 1; undefined while the whole is not known. */
  share: number | undefined;
  /** Words beside the bar, for example `412 of 1 200`. */
  valueLabel?: string;
  hideLabel?: boolean;
  className?: string;
}

/** How far something is. */
export function ProgressBar({ label, share, valueLabel, hideLabel, className }: ProgressBarProps) {
  return (
    <AriaProgressBar
      value={(share ?? 0) * 100}
      isIndeterminate={share === undefined}
      {...(valueLabel ? { valueLabel } : {})}
      className={classNames("flex flex-col gap-1", className)}
    >
      {({ percentage, valueText, isIndeterminate }) => (
        <>
          <div
            className={classNames("flex justify-between gap-3 text-sm text-ink-2", hideLabel && "sr-only")}
          >
            <Label>{label}</Label>
            <span>{valueText}</span>
          </div>
          <div className="h-1.5 overflow-hidden rounded-full bg-sunken forced-colors:border">
            <div
              className={classNames(
                "h-full rounded-full bg-accent transition-[width] forced-colors:bg-[Highlight]",
                isIndeterminate && "opacity-50 motion-safe:animate-pulse",
              )}
              style={{ width: `${isIndeterminate ? 100 : (percentage ?? 0)}%` }}
            />
          </div>
        </>
      )}
    </AriaProgressBar>
  );
}
