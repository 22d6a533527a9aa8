import type { ReactElement, ReactNode } from "react";
import {
  Popover as AriaPopover,
  type PopoverProps as AriaPopoverProps,
  Dialog,
  DialogTrigger,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import { popoverClassName } from "./option-row.ts";

export interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactElement;
  /** What the floating part is, for assistive technology. */
  label: string;
  placement?: AriaPopoverProps["placement"];
  className?: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A small floating part beside its button: details, a chooser, a few settings. Escape closes and gives focus back. */
export function Popover({ trigger, label, placement = "bottom", className, children }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover placement={placement} offset={4} className={classNames(popoverClassName, className)}>
        <Dialog aria-label={label} className="p-3 outline-none">
          {({ close }) => (typeof children === "function" ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
