import { useTranslations } from "use-intl";
import { TextField } from "../../../ui/text-field.tsx";
import { asText, fieldTexts } from "../../field-texts.ts";
import type { WidgetProps } from "../../widget-props.ts";

/** A secret: typed, never shown. What is stored on the server does not come back, so an untouched field changes nothing. */
export function SecretWidget(props: WidgetProps) {
  const { value, onChange, onCommit, isRequired } = props;
  const t = useTranslations("forms");
  return (
    <TextField
      {...fieldTexts(props)}
      type="password"
      autoComplete="new-password"
      value={asText(value)}
      onChange={(text) => onChange(text === "" ? undefined : text)}
      onBlur={onCommit}
      isRequired={isRequired}
      validationBehavior="aria"
      placeholder={t("secretPlaceholder")}
      mono
    />
  );
}
