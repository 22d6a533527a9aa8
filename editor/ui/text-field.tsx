import type { HTMLInputAutoCompleteAttribute, Ref } from "react";
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Input,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FieldFrame, type FieldTexts, fieldClassName, inputClassName } from "./field-frame.tsx";

export interface TextFieldProps
  extends Omit<AriaTextFieldProps, "children" | "className" | "style" | "isInvalid">,
    FieldTexts {
  placeholder?: string | undefined;
  /** For codes, paths and addresses. */
  mono?: boolean;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  className?: string;
  inputRef?: Ref<HTMLInputElement>;
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const { label, description, error, hideLabel, placeholder, mono, className, inputRef, ...rest } = props;
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={classNames(fieldClassName, className)}>
      <FieldFrame
        label={label}
        description={description}
        error={error}
        hideLabel={hideLabel}
        isRequired={rest.isRequired}
      >
        <Input
          {...(inputRef ? { ref: inputRef } : {})}
          {...(placeholder ? { placeholder } : {})}
          className={classNames(inputClassName, mono && "font-mono")}
        />
      </FieldFrame>
    </AriaTextField>
  );
}
