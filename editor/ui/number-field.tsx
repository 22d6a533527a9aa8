import { Minus, Plus } from "lucide-react";
import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  Button,
  Group,
  Input,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FieldFrame, type FieldTexts, fieldClassName, inputClassName } from "./field-frame.tsx";

export interface NumberFieldProps
  extends Omit<AriaNumberFieldProps, "children" | "className" | "style" | "isInvalid">,
    FieldTexts {
  className?: string;
}

const stepClassName =
  "focus-ring-inset flex h-full w-7 items-center justify-center border-l border-line text-ink-2 data-disabled:text-ink-3 data-hovered:bg-hover";

/** A number, written and read as the language does; arrow keys and buttons step. */
export function NumberField({ label, description, error, hideLabel, className, ...rest }: NumberFieldProps) {
  return (
    <AriaNumberField {...rest} isInvalid={Boolean(error)} className={classNames(fieldClassName, className)}>
      <FieldFrame
        label={label}
        description={description}
        error={error}
        hideLabel={hideLabel}
        isRequired={rest.isRequired}
      >
        <Group
          className={classNames(
            inputClassName,
            "flex overflow-hidden p-0! data-focus-within:outline-2 data-focus-within:outline-offset-2 data-focus-within:outline-focus",
          )}
        >
          <Input className="min-w-0 grow bg-transparent px-2 text-right outline-none" />
          <Button slot="decrement" className={stepClassName}>
            <Minus aria-hidden size={14} />
          </Button>
          <Button slot="increment" className={stepClassName}>
            <Plus aria-hidden size={14} />
          </Button>
        </Group>
      </FieldFrame>
    </AriaNumberField>
  );
}
