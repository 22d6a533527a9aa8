import { NumberField } from "../../../ui/number-field.tsx";
import { fieldTexts } from "../../field-texts.ts";
import type { WidgetProps } from "../../widget-props.ts";

/** A number; emptied, the default holds again. */
export function NumberWidget(props: WidgetProps) {
  const { field, value, onChange, onCommit, isRequired } = props;
  const isWhole = field.type === "integer";
  return (
    <NumberField
      {...fieldTexts(props)}
      value={typeof value === "number" ? value : Number.NaN}
      onChange={(number) => onChange(Number.isNaN(number) ? undefined : number)}
      onBlur={onCommit}
      isRequired={isRequired}
      validationBehavior="aria"
      formatOptions={{ maximumFractionDigits: isWhole ? 0 : 6, useGrouping: false }}
      {...(field.minimum === undefined ? {} : { minValue: field.minimum })}
      {...(field.maximum === undefined ? {} : { maxValue: field.maximum })}
      className="max-w-56"
    />
  );
}
