import type { Ref } from "react";
import { TextArea as AriaTextArea, TextField, type TextFieldProps } from "react-aria-components";
import { classNames } from "./class-names.ts";
import { FieldFrame, type FieldTexts, fieldClassName, inputClassName } from "./field-frame.tsx";

export interface TextAreaProps
  extends Omit<TextFieldProps, "children" | "className" | "style" | "isInvalid">,
    FieldTexts {
  placeholder?: string | undefined;
  rows?: number;
  mono?: boolean;
  className?: string;
  inputRef?: Ref<HTMLTextAreaElement>;
}

/** Several lines of text, resizable downwards. */
export function TextArea(props: TextAreaProps) {
  const {
    label,
    description,
    error,
    hideLabel,
    placeholder,
    rows = 4,
    mono,
    className,
    inputRef,
    ...rest
  } = props;
  return (
    <TextField {...rest} isInvalid={Boolean(error)} className={classNames(fieldClassName, className)}>
      <FieldFrame
        label={label}
        description={description}
        error={error}
        hideLabel={hideLabel}
        isRequired={rest.isRequired}
      >
        <AriaTextArea
          {...(inputRef ? { ref: inputRef } : {})}
          {...(placeholder ? { placeholder } : {})}
          rows={rows}
          className={classNames(inputClassName, "h-auto! resize-y py-1", mono && "font-mono text-sm")}
        />
      </FieldFrame>
    </TextField>
  );
}
