import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useTranslations } from "use-intl";
import { useWeekdayNames } from "./weekday-names.ts";

/** Which days of the week, at least one of them. */
export function WeekdayField({
  days,
  onChange,
}: {
  days: readonly number[];
  onChange: (days: readonly number[]) => void;
}) {
  const t = useTranslations("running.trigger");
  const names = useWeekdayNames();
  return (
    <div className="flex flex-col gap-1">
      <span aria-hidden className="text-sm font-medium">
        {t("weekdays")}
      </span>
      <ToggleButtonGroup
        aria-label={t("weekdays")}
        selectionMode="multiple"
        disallowEmptySelection
        selectedKeys={days.map(String)}
        onSelectionChange={(keys) => onChange([...keys].map(Number))}
        className="inline-flex h-control w-fit rounded-3 border border-line-strong bg-raised"
      >
        {names.map(({ day, long, short }) => (
          <ToggleButton
            key={day}
            id={String(day)}
            aria-label={long}
            className="focus-ring-inset flex min-w-11 cursor-default items-center justify-center border-l border-line px-2 text-sm text-ink-2 first:border-l-0 data-hovered:bg-hover data-selected:bg-accent-soft data-selected:font-medium data-selected:text-ink"
          >
            {short}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
