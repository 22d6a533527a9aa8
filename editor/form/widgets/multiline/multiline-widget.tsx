import type { Json } from "@trasvase/shared/json.ts";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { findJsonError } from "../../../samples/find-json-error.ts";
import { TextArea } from "../../../ui/text-area.tsx";
import { asText, emptied, fieldTexts } from "../../field-texts.ts";
import type { WidgetProps } from "../../widget-props.ts";

/** Several lines: of text, or of JSON where the field holds any value. */
export function MultilineWidget(props: WidgetProps) {
  return props.field.type === "string" ? <TextLines {...props} /> : <JsonLines {...props} />;
}

function TextLines(props: WidgetProps) {
  const { field, value, onChange, onCommit, isRequired } = props;
  return (
    <TextArea
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

/** Keeps what is typed while it is not JSON yet, and says where it stops being JSON. */
function JsonLines(props: WidgetProps) {
  const { value, onChange, onCommit, isRequired, error } = props;
  const t = useTranslations("forms");
  const stored = value === undefined ? "" : JSON.stringify(value, null, 2);
  const [draft, setDraft] = useState<string>();
  const text = draft ?? stored;
  const wrong = text.trim() === "" ? undefined : findJsonError(text);
  const line = wrong === undefined ? 0 : text.slice(0, wrong).split("\n").length;
  const change = (typed: string) => {
    setDraft(typed);
    if (typed.trim() === "") onChange(undefined);
    // JSON.parse answers JSON and nothing else.
    else if (findJsonError(typed) === undefined) onChange(JSON.parse(typed) as Json);
  };
  const leave = () => {
    if (wrong === undefined) setDraft(undefined);
    onCommit();
  };
  return (
    <TextArea
      {...fieldTexts({ ...props, error: wrong === undefined ? error : t("notJson", { line }) })}
      value={text}
      onChange={change}
      onBlur={leave}
      isRequired={isRequired}
      validationBehavior="aria"
      mono
      rows={6}
    />
  );
}
