import type { Run } from "@trasvase/shared/contract/run.ts";
import { useFormatter, useTranslations } from "use-intl";
import { OutcomeBar } from "./outcome-bar.tsx";
import { countSettled } from "./outcome-groups.ts";
import { isUnderWay } from "./run-state.tsx";

/** How the records of a run stand, as one bar across the page; while it goes on with what is still in flight. */
export function RunProgress({ run }: { run: Run }) {
  const t = useTranslations("runs.run.progress");
  const format = useFormatter();
  const settled = countSettled(run.counts);
  const own = run.read - run.repeated;
  return (
    <section aria-label={t("label")} className="flex flex-col gap-1.5">
      <div className="flex flex-wrap justify-between gap-x-6 text-ink-2">
        <span>{isUnderWay(run.state) ? t("underWay", { settled, read: own }) : t("ended", { settled })}</span>
        {run.inFlight > 0 && <span>{t("inFlight", { count: run.inFlight })}</span>}
        {run.inFlight === 0 && own > 0 && isUnderWay(run.state) && (
          <span>{format.number(settled / own, { style: "percent" })}</span>
        )}
      </div>
      <OutcomeBar run={run} className="h-3!" />
    </section>
  );
}
