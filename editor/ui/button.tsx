import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { type ButtonLook, buttonClassNames } from "./button-look.ts";
import { classNames } from "./class-names.ts";
import type { Icon } from "./icon.ts";
import { Spinner } from "./spinner.tsx";
import { usePending } from "./use-pending.ts";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "children" | "style">, ButtonLook {
  children: ReactNode;
  icon?: Icon;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with a word on it. `isPending` keeps it focusable and announces that the work goes on. */
export function Button(props: ButtonProps) {
  const { variant, size, icon: Glyph, children, className, isPending, onPress, type, ...rest } = props;
  const pending = usePending({ isPending, onPress, type });
  return (
    <AriaButton
      {...rest}
      {...pending}
      className={buttonClassNames({ variant, size }, classNames(className, isPending && "opacity-80"))}
    >
      {isPending ? <Spinner /> : Glyph && <Glyph aria-hidden size={16} className="shrink-0" />}
      {children}
    </AriaButton>
  );
}
