import { useState } from "react";
import { useTranslations } from "use-intl";
import { NumberField } from "../ui/number-field.tsx";
import { Select } from "../ui/select.tsx";
import { type IntervalUnit, intervalOf, intervalUnits } from "./describe-schedule.ts";

const units = Object.keys(intervalUnits) as IntervalUnit[];
/** A year and a day. */
const mostMinutes = 527_040;

/** How often, as a number and a unit. */
export function IntervalFields({
  everyMinutes,
  onChange,
}: {
  everyMinutes: number;
  onChange: (everyMinutes: number) => void;
}) {
  const t = useTranslations("running.trigger");
  const known = intervalOf(everyMinutes);
  // 60 minutes stay 60 minutes while they are being written.
  const [unit, setUnit] = useState(known.unit);
  const count = everyMinutes / intervalUnits[unit];
  const change = (next: number, of: IntervalUnit) => {
    if (Number.isFinite(next))
      onChange(Math.min(mostMinutes, Math.max(1, Math.round(next * intervalUnits[of]))));
  };
  return (
    <div className="flex flex-wrap items-end gap-2">
      <NumberField
        label={t("every")}
        value={count}
        minValue={1}
        maxValue={Math.floor(mostMinutes / intervalUnits[unit])}
        onChange={(next) => change(next, unit)}
        className="w-36"
      />
      <Select
        label={t("unit")}
        hideLabel
        options={units.map((id) => ({ id, label: t(`units.${id}`) }))}
        value={unit}
        onChange={(chosen) => {
          const next = units.find((one) => one === chosen) ?? "minutes";
          setUnit(next);
          change(Math.max(1, Math.round(count)), next);
        }}
        className="w-36"
      />
    </div>
  );
}
