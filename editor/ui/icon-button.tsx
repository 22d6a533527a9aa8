import type { Ref } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  type TooltipProps,
} from "react-aria-components";
import { type ButtonLook, buttonClassNames } from "./button-look.ts";
import { classNames } from "./class-names.ts";
import type { Icon } from "./icon.ts";
import { Spinner } from "./spinner.tsx";
import { Tooltip } from "./tooltip.tsx";
import { usePending } from "./use-pending.ts";

export interface IconButtonProps
  extends Omit<AriaButtonProps, "className" | "children" | "style" | "aria-label">,
    ButtonLook {
  icon: Icon;
  /** The accessible name, also shown as tooltip. */
  label: string;
  shortcut?: string | undefined;
  placement?: TooltipProps["placement"];
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with only a picture on it; its name is compulsory and shown on hover and focus. */
export function IconButton({
  icon: Glyph,
  label,
  shortcut,
  placement,
  variant = "quiet",
  size,
  className,
  isPending,
  onPress,
  type,
  ...rest
}: IconButtonProps) {
  const pending = usePending({ isPending, onPress, type });
  return (
    <Tooltip text={label} shortcut={shortcut} placement={placement}>
      <AriaButton
        {...rest}
        {...pending}
        aria-label={label}
        className={buttonClassNames(
          { variant, size },
          classNames(size === "sm" ? "w-6 px-0!" : "w-control px-0!", className, isPending && "opacity-80"),
        )}
      >
        {isPending ? <Spinner /> : <Glyph aria-hidden size={16} />}
      </AriaButton>
    </Tooltip>
  );
}
