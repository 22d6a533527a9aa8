import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from "react-aria-components";
import { classNames } from "./class-names.ts";

export interface CheckboxProps extends Omit<AriaCheckboxProps, "children" | "className" | "style"> {
  children?: ReactNode;
  className?: string;
}

/** A tick with its words; with `slot="selection"` and no words, the tick of a table row. */
export function Checkbox({ children, className, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...rest}
      className={classNames(
        "group touch-target inline-flex min-h-6 items-start gap-2 text-md data-disabled:text-ink-3",
        className,
      )}
    >
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-3 border border-line-strong bg-raised text-on-accent group-data-disabled:border-line group-data-disabled:bg-sunken group-data-hovered:border-ink-2 group-data-selected:border-accent group-data-selected:bg-accent group-data-indeterminate:border-accent group-data-indeterminate:bg-accent group-data-invalid:border-err group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-focus">
            {isIndeterminate ? (
              <Minus aria-hidden size={12} />
            ) : (
              isSelected && <Check aria-hidden size={12} strokeWidth={3} />
            )}
          </span>
          {children && <span>{children}</span>}
        </>
      )}
    </AriaCheckbox>
  );
}
