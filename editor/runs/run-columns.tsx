import { Link } from "@tanstack/react-router";
import type { Run } from "@trasvase/shared/contract/run.ts";
import { TriangleAlert } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "use-intl";
import { RelativeTime } from "../ui/relative-time.tsx";
import { StatusChip } from "../ui/status-chip.tsx";
import type { TableColumn } from "../ui/table.tsx";
import { useDuration } from "./duration.ts";
import { OutcomeBar } from "./outcome-bar.tsx";
import { countGroup, hasNoOutput, runDuration } from "./outcome-groups.ts";
import { RunStateChip } from "./run-state.tsx";

/** The columns of the list of runs. */
export function useRunColumns(): readonly TableColumn<Run>[] {
  const t = useTranslations("runs.list");
  const words = useTranslations("runs");
  const triggers = useTranslations("glossary.trigger");
  const format = useFormatter();
  const duration = useDuration();
  const now = useNow({ updateInterval: 5000 });
  const figure = (count: number) =>
    count === 0 ? <span className="text-ink-3">{format.number(0)}</span> : format.number(count);
  return [
    {
      id: "started",
      title: t("column.started"),
      isRowHeader: true,
      width: "10rem",
      cell: (run) => (
        <span className="whitespace-nowrap">
          <RelativeTime at={run.startedAt} />
        </span>
      ),
    },
    {
      id: "flow",
      title: words("flow"),
      cell: (run) => (
        <span className="flex min-w-0 items-baseline gap-2">
          <span className="truncate font-medium">{run.flowName}</span>
          <span className="shrink-0 text-sm text-ink-3">{words("version", { version: run.version })}</span>
        </span>
      ),
    },
    {
      id: "state",
      title: t("column.state"),
      width: "13rem",
      cell: (run) => (
        <span className="inline-flex items-center gap-3">
          <RunStateChip state={run.state} plain />
          {hasNoOutput(run) && (
            <StatusChip tone="warn" icon={TriangleAlert} plain>
              {t("noOutput")}
            </StatusChip>
          )}
        </span>
      ),
    },
    { id: "trigger", title: t("column.trigger"), width: "8rem", cell: (run) => triggers(run.trigger) },
    {
      id: "bar",
      title: t("column.outcomes"),
      width: "9rem",
      cell: (run) => <OutcomeBar run={run} className="w-32" />,
    },
    { id: "read", title: t("column.read"), align: "end", width: "5rem", cell: (run) => figure(run.read) },
    {
      id: "written",
      title: t("column.written"),
      align: "end",
      width: "5rem",
      cell: (run) => figure(countGroup(run.counts, "written")),
    },
    {
      id: "failed",
      title: t("column.failed"),
      align: "end",
      width: "6rem",
      cell: (run) => <RejectedOf run={run} />,
    },
    {
      id: "took",
      title: t("column.took"),
      align: "end",
      width: "7rem",
      cell: (run) => (
        <span className="whitespace-nowrap text-ink-2">{duration(runDuration(run, now.getTime()))}</span>
      ),
    },
  ];
}

function RejectedOf({ run }: { run: Run }) {
  const t = useTranslations("runs.list");
  const format = useFormatter();
  const count = run.counts.rejected ?? 0;
  if (count === 0) return <span className="text-ink-3">{format.number(0)}</span>;
  return (
    <Link
      to="/records"
      search={{ run: run.id, outcome: "rejected" }}
      aria-label={t("showRejected", { count })}
      className="focus-ring rounded-3 font-medium text-err underline underline-offset-2"
    >
      {format.number(count)}
    </Link>
  );
}
