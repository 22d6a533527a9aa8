import { nextTimes, type Schedule } from "@trasvase/shared/schedule.ts";
import { useFormatter, useNow, useTranslations } from "use-intl";
import { useScheduleSentence } from "./describe-schedule.ts";

const shown = 5;

export interface NextTimesProps {
  schedule: Schedule;
  /** When it is due next as the server knows it; left out for a schedule that is not saved. ISO 8601. */
  knownNext?: string | undefined;
}

/** The schedule in a sentence, and the next five times it is due: by its own clock, and by the reader's where that is another. */
export function NextTimes({ schedule, knownNext }: NextTimesProps) {
  const t = useTranslations("running.schedule");
  const format = useFormatter();
  const sentence = useScheduleSentence();
  const now = useNow({ updateInterval: 30_000 });
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = schedule.kind === "cron" ? schedule.timeZone : own;
  const times = timesOf(schedule, now, knownNext);
  return (
    <section aria-label={t("label")} className="flex min-w-0 flex-col gap-3 border-l-2 border-line pl-6">
      <p className="text-lg">
        {sentence(schedule)}
        {schedule.kind === "cron" && <span className="block text-sm text-ink-2">{t("zone", { zone })}</span>}
      </p>
      <div>
        <h3 className="pb-1 text-sm font-medium text-ink-2">{t("next")}</h3>
        <ol className="max-w-lg">
          {times.map((at, index) => (
            <li
              key={at.toISOString()}
              className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-t border-line py-1.5"
            >
              <time dateTime={at.toISOString()}>
                {format.dateTime(at, {
                  weekday: "long",
                  day: "numeric",
                  month: "long",
                  hour: "2-digit",
                  minute: "2-digit",
                  timeZone: zone,
                })}
              </time>
              <span className="text-right text-ink-2">
                {index === 0
                  ? format.relativeTime(at, now)
                  : zone !== own &&
                    t("yours", { time: format.dateTime(at, { hour: "2-digit", minute: "2-digit" }) })}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}

function timesOf(schedule: Schedule, now: Date, knownNext: string | undefined): Date[] {
  const first = knownNext === undefined ? undefined : new Date(knownNext);
  if (!first || first <= now) return nextTimes(schedule, now, shown);
  return [first, ...nextTimes(schedule, first, shown - 1, first)];
}
