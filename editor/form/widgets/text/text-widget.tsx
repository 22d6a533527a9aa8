import { TextField } from "../../../ui/text-field.tsx";
import { asText, emptied, fieldTexts } from "../../field-texts.ts";
import type { WidgetProps } from "../../widget-props.ts";

/** One line of text. */
export function TextWidget(props: WidgetProps) {
  const { field, value, onChange, onCommit, isRequired } = props;
  return (
    <TextField
      {...fieldTexts(props)}
      value={asText(value)}
      onChange={(text) => onChange(emptied(text, props))}
      onBlur={onCommit}
      isRequired={isRequired}
      validationBehavior="aria"
      placeholder={field.example}
    />
  );
}
