import type { Run } from "@trasvase/shared/contract/run.ts";
import { useFormatter, useNow, useTranslations } from "use-intl";
import { useDuration } from "./duration.ts";
import { OutcomeBar } from "./outcome-bar.tsx";
import { countSettled, runDuration } from "./outcome-groups.ts";
import { outlookOf } from "./run-outlook.ts";
import { isUnderWay } from "./run-state.tsx";

/** How the records of a run stand, as one bar across the page; while it goes on with what is still in flight. */
export function RunProgress({ run }: { run: Run }) {
  const t = useTranslations("runs.run.progress");
  const words = useTranslations("runs.run");
  const duration = useDuration();
  const format = useFormatter();
  const settled = countSettled(run.counts);
  const own = run.read - run.repeated;
  const now = useNow({ updateInterval: 1000 });
  const outlook = outlookOf(run, runDuration(run, now.getTime()));
  return (
    <section aria-label={t("label")} className="flex flex-col gap-1.5">
      <div className="flex flex-wrap justify-between gap-x-6 text-ink-2">
        <span>{isUnderWay(run.state) ? t("underWay", { settled, read: own }) : t("ended", { settled })}</span>
        {run.inFlight > 0 && <span>{t("inFlight", { count: run.inFlight })}</span>}
        {outlook && (isUnderWay(run.state) || run.state === "paused") && (
          <span className="tabular-nums">
            {run.isReading && run.backfill?.expected !== undefined && (
              <>{words("ofExpected", { count: run.backfill.expected })} · </>
            )}
            {format.number(outlook.share, { style: "percent" })}
            {outlook.leftMs !== undefined && ` · ${words("left", { time: duration(outlook.leftMs) })}`}
          </span>
        )}
      </div>
      <OutcomeBar run={run} className="h-3!" />
    </section>
  );
}
