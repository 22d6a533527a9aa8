import { Link } from "@tanstack/react-router";
import type { Run } from "@trasvase/shared/contract/run.ts";
import { useFormatter, useNow, useTranslations } from "use-intl";
import { useDuration } from "./duration.ts";
import { Facts } from "./facts.tsx";
import { countSettled, runDuration } from "./outcome-groups.ts";
import { isUnderWay } from "./run-state.tsx";

/** When a run began, what started it, how long it takes and how fast it goes. */
export function RunFacts({ run }: { run: Run }) {
  const t = useTranslations("runs.run.fact");
  const own = useTranslations("runs.run");
  const words = useTranslations("runs");
  const triggers = useTranslations("glossary.trigger");
  const format = useFormatter();
  const duration = useDuration();
  const now = useNow({ updateInterval: 1000 });
  const ms = runDuration(run, now.getTime());
  const rate = ms > 0 ? (countSettled(run.counts) * 1000) / ms : 0;
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium", timeStyle: "medium" });
  return (
    <Facts
      facts={[
        {
          id: "flow",
          name: words("flow"),
          value: (
            <Link
              to="/flows/$flow"
              params={{ flow: run.flow }}
              className="focus-ring rounded-3 text-accent underline underline-offset-2"
            >
              {run.flowName}
            </Link>
          ),
        },
        { id: "version", name: t("version"), value: words("version", { version: run.version }) },
        { id: "trigger", name: t("trigger"), value: triggers(run.trigger) },
        ...(run.backfill
          ? [
              {
                id: "period",
                name: own("period"),
                value:
                  run.backfill.until === undefined
                    ? own("periodOpen", { since: moment(run.backfill.since) })
                    : own("periodUntil", {
                        since: moment(run.backfill.since),
                        until: moment(run.backfill.until),
                      }),
              },
            ]
          : []),
        ...(run.backfill?.perMinute === undefined
          ? []
          : [
              {
                id: "limit",
                name: own("speedLimit"),
                value: own("perMinute", { count: run.backfill.perMinute }),
              },
            ]),
        { id: "started", name: t("started"), value: moment(run.startedAt) },
        ...(run.finishedAt ? [{ id: "finished", name: t("finished"), value: moment(run.finishedAt) }] : []),
        {
          id: "took",
          name: isUnderWay(run.state) ? t("soFar") : t("took"),
          value: <span className="inline-block min-w-20">{duration(ms)}</span>,
        },
        ...(rate > 0
          ? [
              {
                id: "rate",
                name: t("rate"),
                value: words("unit.perSecond", {
                  rate: format.number(rate, { maximumSignificantDigits: rate < 10 ? 2 : 3 }),
                }),
              },
            ]
          : []),
      ]}
    />
  );
}
