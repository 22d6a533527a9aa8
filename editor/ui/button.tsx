import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { type ButtonLook, buttonClassNames } from "./button-look.ts";
import type { Icon } from "./icon.ts";
import { Spinner } from "./spinner.tsx";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "children" | "style">, ButtonLook {
  children: ReactNode;
  icon?: Icon;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with a word on it. `isPending` keeps it focusable and announces that the work goes on. */
export function Button({ variant, size, icon: Glyph, children, className, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={buttonClassNames({ variant, size }, className)}>
      {({ isPending }) => (
        <>
          {isPending ? <Spinner /> : Glyph && <Glyph aria-hidden size={16} className="shrink-0" />}
          {children}
        </>
      )}
    </AriaButton>
  );
}
