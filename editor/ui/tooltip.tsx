import type { ReactElement, ReactNode } from "react";
import { Tooltip as AriaTooltip, type TooltipProps, TooltipTrigger } from "react-aria-components";
import { Kbd } from "./kbd.tsx";

export interface TooltipFrameProps {
  /** What the tooltip says. Never the only place where something necessary is said. */
  text: ReactNode;
  /** Keys that do the same, for example `Mod+K`. */
  shortcut?: string | undefined;
  placement?: TooltipProps["placement"];
  /** The one focusable thing it explains: a button of this kit or a React Aria component. */
  children: ReactElement;
}

/** Explains a control on hover and on keyboard focus. */
export function Tooltip({ text, shortcut, placement = "top", children }: TooltipFrameProps) {
  return (
    <TooltipTrigger delay={400} closeDelay={60}>
      {children}
      <AriaTooltip
        placement={placement}
        offset={6}
        className="overlay-motion flex max-w-72 items-center gap-2 rounded-3 border border-transparent bg-ink px-2 py-1 text-sm text-surface"
      >
        <span>{text}</span>
        {shortcut && <Kbd keys={shortcut} onInk />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
