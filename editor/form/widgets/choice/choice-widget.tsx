import { useTranslations } from "use-intl";
import { Select } from "../../../ui/select.tsx";
import { asText, fieldTexts } from "../../field-texts.ts";
import type { WidgetProps } from "../../widget-props.ts";

/** Stands in the list for "not chosen"; no value of a choice can be this. */
const unset = "\u0000unset";

/** One of a few values. Where the schema has no default and does not need one, the first row takes the choice back. */
export function ChoiceWidget(props: WidgetProps) {
  const { field, value, onChange, onCommit, isRequired } = props;
  const t = useTranslations("forms");
  const canBeUnset = field.default === undefined && !field.required;
  const choices = field.choices.map((choice) => ({ id: choice.value, label: choice.title }));
  return (
    <Select
      {...fieldTexts(props)}
      options={canBeUnset ? [{ id: unset, label: t("notChosen") }, ...choices] : choices}
      value={value === undefined && canBeUnset ? unset : asText(value)}
      onChange={(id) => {
        onChange(id === unset ? undefined : id);
        onCommit();
      }}
      isRequired={isRequired}
    />
  );
}
