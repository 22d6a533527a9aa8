import type { ReactNode } from "react";
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from "react-aria-components";
import { classNames } from "./class-names.ts";

export interface SwitchProps extends Omit<AriaSwitchProps, "children" | "className" | "style"> {
  children: ReactNode;
  className?: string;
}

/** On or off, at once. For something that takes effect only when a form is sent, use a Checkbox. */
export function Switch({ children, className, ...rest }: SwitchProps) {
  return (
    <AriaSwitch
      {...rest}
      className={classNames(
        "group touch-target inline-flex min-h-6 items-center gap-2 text-md data-disabled:text-ink-3",
        className,
      )}
    >
      <span className="flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-sunken p-px transition-colors group-data-disabled:border-line group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-focus group-data-selected:border-accent group-data-selected:bg-accent">
        <span className="size-4 rounded-full bg-ink-2 transition-transform group-data-selected:translate-x-4 group-data-selected:bg-on-accent forced-colors:bg-[CanvasText]" />
      </span>
      <span>{children}</span>
    </AriaSwitch>
  );
}
