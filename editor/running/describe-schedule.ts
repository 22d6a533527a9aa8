import type { Schedule } from "@trasvase/shared/schedule.ts";
import cronstrue from "cronstrue";
import "cronstrue/locales/es.js";
import "cronstrue/locales/nl.js";
import { useLocale, useTranslations } from "use-intl";

/** Says a schedule in a sentence, without its time zone; a pattern that cannot be read is said as it is. */
export function useScheduleSentence(): (schedule: Schedule) => string {
  const t = useTranslations("running.schedule");
  const locale = useLocale();
  return (schedule) => {
    if (schedule.kind === "cron") return sentenceOf(schedule.pattern, locale);
    const { count, unit } = intervalOf(schedule.everyMinutes);
    return t(`every.${unit}`, { count });
  };
}

function sentenceOf(pattern: string, locale: string): string {
  try {
    return cronstrue.toString(pattern, { locale, use24HourTimeFormat: true });
  } catch {
    return pattern;
  }
}

/** Units of an interval, with their minutes. */
export const intervalUnits = { minutes: 1, hours: 60, days: 1440 } as const;

export type IntervalUnit = keyof typeof intervalUnits;

/** An interval in the largest unit that it is a whole number of. */
export function intervalOf(everyMinutes: number): { readonly count: number; readonly unit: IntervalUnit } {
  for (const unit of ["days", "hours"] as const) {
    if (everyMinutes % intervalUnits[unit] === 0) return { count: everyMinutes / intervalUnits[unit], unit };
  }
  return { count: everyMinutes, unit: "minutes" };
}
