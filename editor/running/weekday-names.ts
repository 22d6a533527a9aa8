import { useMemo } from "react";
import { useLocale } from "use-intl";

/** The names of the weekdays, Monday first, in the language of the screen. 0 is Sunday. */
export function useWeekdayNames() {
  const locale = useLocale();
  return useMemo(() => {
    const name = (day: number, weekday: "short" | "long") =>
      // 2023-01-01 was a Sunday.
      new Intl.DateTimeFormat(locale, { weekday, timeZone: "UTC" }).format(Date.UTC(2023, 0, 1 + day));
    return [1, 2, 3, 4, 5, 6, 0].map((day) => ({ day, short: name(day, "short"), long: name(day, "long") }));
  }, [locale]);
}
