import { Link } from "@tanstack/react-router";
import type { FlowRow } from "@trasvase/shared/contract/flow.ts";
import { ArrowRight, TriangleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { ConnectorGlyph } from "../ui/connector-glyph.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import { StatusChip } from "../ui/status-chip.tsx";
import type { TableColumn } from "../ui/table.tsx";
import { FlowRowMenu } from "./flow-row-menu.tsx";
import { FlowStatusChip } from "./flow-status.tsx";

/** The columns of the flows list (FL-1). */
export function useFlowColumns(): readonly TableColumn<FlowRow>[] {
  const t = useTranslations("flows");
  const format = useFormatter();
  const quiet = (text: string) => <span className="text-ink-3">{text}</span>;
  return [
    { id: "name", title: t("column.name"), isRowHeader: true, cell: (flow) => <NameAndRoute flow={flow} /> },
    {
      id: "status",
      title: t("column.status"),
      width: "12rem",
      cell: (flow) => <FlowStatusChip status={flow.status} reason={flow.statusReason} />,
    },
    {
      id: "lastRun",
      title: t("column.lastRun"),
      width: "11rem",
      cell: (flow) =>
        flow.lastRun ? (
          <span className="inline-flex items-center gap-2">
            <RelativeTime at={flow.lastRun.startedAt} />
            {flow.noOutput && (
              <span title={t("noOutputHelp")}>
                <StatusChip tone="warn" icon={TriangleAlert} plain>
                  {t("noOutput")}
                </StatusChip>
              </span>
            )}
          </span>
        ) : (
          quiet(t("neverRun"))
        ),
    },
    {
      id: "records",
      title: t("column.records"),
      align: "end",
      width: "8rem",
      cell: (flow) => format.number(flow.records24h),
    },
    { id: "days", title: t("column.days"), width: "7rem", cell: (flow) => <Sparkline days={flow.days} /> },
    {
      id: "failures",
      title: t("column.failures"),
      align: "end",
      width: "8rem",
      cell: (flow) => <OpenFailures flow={flow} />,
    },
    {
      id: "nextRun",
      title: t("column.nextRun"),
      width: "8rem",
      cell: (flow) => (flow.nextRunAt ? <RelativeTime at={flow.nextRunAt} /> : quiet(t("noNextRun"))),
    },
    {
      id: "actions",
      title: t("column.actions"),
      hideTitle: true,
      width: "3rem",
      align: "end",
      cell: (flow) => <FlowRowMenu flow={flow} />,
    },
  ];
}

function NameAndRoute({ flow }: { flow: FlowRow }) {
  const t = useTranslations("flows");
  const to = flow.to.map((one) => one.title).join(", ");
  const route = t("route", { from: flow.from?.title ?? t("nowhere"), to: to === "" ? t("nowhere") : to });
  return (
    <span className="flex min-w-0 items-center gap-3">
      <span className="flex shrink-0 items-center gap-1" role="img" aria-label={route} title={route}>
        {flow.from && <ConnectorGlyph connector={flow.from.connector} title={flow.from.title} size={24} />}
        <ArrowRight aria-hidden size={12} className="text-ink-3" />
        {flow.to.map((one) => (
          <ConnectorGlyph key={one.connector} connector={one.connector} title={one.title} size={24} />
        ))}
      </span>
      <span className="truncate font-medium">{flow.name}</span>
    </span>
  );
}

function OpenFailures({ flow }: { flow: FlowRow }) {
  const t = useTranslations("flows");
  if (flow.openFailures === 0) return <span className="text-ink-3">{t("failures", { count: 0 })}</span>;
  return (
    <Link
      to="/records"
      search={{ flow: flow.id, open: true }}
      title={t("showFailures", { name: flow.name })}
      className="focus-ring rounded-3 font-medium text-err underline underline-offset-2"
    >
      {t("failures", { count: flow.openFailures })}
    </Link>
  );
}
