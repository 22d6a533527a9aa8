import type { ReactNode } from "react";
import {
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
  Radio,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FieldFrame, type FieldTexts, fieldClassName } from "./field-frame.tsx";

/** One of the answers of a {@link RadioGroup}. */
interface RadioOption<Value extends string> {
  value: Value;
  label: ReactNode;
  description?: ReactNode;
  isDisabled?: boolean;
}

export interface RadioGroupProps<Value extends string>
  extends Omit<
      AriaRadioGroupProps,
      "children" | "className" | "style" | "isInvalid" | "value" | "defaultValue" | "onChange"
    >,
    FieldTexts {
  options: readonly RadioOption<Value>[];
  value: Value | undefined;
  onChange: (value: Value) => void;
  className?: string;
}

/** A question with a few answers, all of them in view, each with room to explain itself. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { options, label, description, error, hideLabel, value, onChange, className, ...rest } = props;
  return (
    <AriaRadioGroup
      {...rest}
      value={value ?? null}
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen);
        if (option) onChange(option.value);
      }}
      isInvalid={Boolean(error)}
      className={classNames(fieldClassName, className)}
    >
      <FieldFrame
        label={label}
        description={description}
        error={error}
        hideLabel={hideLabel}
        isRequired={rest.isRequired}
      >
        <div className="flex flex-col gap-1">
          {options.map((option) => (
            <Radio
              key={option.value}
              value={option.value}
              isDisabled={option.isDisabled ?? false}
              className="group touch-target flex min-h-6 items-start gap-2 text-md data-disabled:text-ink-3"
            >
              <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-raised group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-focus group-data-hovered:border-ink-2 group-data-selected:border-accent">
                <span className="size-2 rounded-full group-data-selected:bg-accent forced-colors:group-data-selected:bg-[Highlight]" />
              </span>
              <span>
                {option.label}
                {option.description && <span className="block text-sm text-ink-2">{option.description}</span>}
              </span>
            </Radio>
          ))}
        </div>
      </FieldFrame>
    </AriaRadioGroup>
  );
}
