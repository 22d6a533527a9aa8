import { Link } from "@tanstack/react-router";
import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import { SquarePen, VenetianMask } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { buttonClassNames } from "../ui/button-look.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { OutcomeChip } from "../ui/outcome-chip.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { CloseRecord } from "./close-record.tsx";
import { useDuration } from "./duration.ts";
import { type Fact, Facts } from "./facts.tsx";
import { NewerAttempt } from "./newer-attempt.tsx";
import { RecordOutcome } from "./record-outcome.tsx";
import type { RecordWay } from "./record-steps.ts";
import { useResourceTitle } from "./resource-title.ts";
import { RetryRecord } from "./retry-record.tsx";
import { useNewerAttempt } from "./use-newer-attempt.ts";

/** Which record this is, what became of it, and what can be done with it. */
export function RecordHeader({ record, way }: { record: RecordDetail; way: RecordWay }) {
  const t = useTranslations("runs.record");
  const newer = useNewerAttempt(record);
  return (
    <header className="flex shrink-0 flex-col gap-3 px-4 pt-4 pb-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="flex min-w-0 items-center gap-1 text-xl">
            <span className="truncate">{record.key}</span>
            <CopyButton text={record.key} label={t("copyKey")} />
          </h1>
          {record.label !== "" && record.label !== record.key && (
            <span className="text-lg text-ink-2">{record.label}</span>
          )}
          <OutcomeChip kind={record.outcome} />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {!newer && <CloseRecord record={record} />}
          {!newer && <RetryRecord record={record} way={way} />}
          <Link
            to="/flows/$flow"
            params={{ flow: record.flow }}
            search={{ record: record.id }}
            className={buttonClassNames({ variant: "primary" })}
          >
            <SquarePen aria-hidden size={16} className="shrink-0" />
            {t("openInEditor")}
          </Link>
        </div>
      </div>
      {newer && <NewerAttempt record={record} newer={newer} />}
      <RecordOutcome record={record} way={way} />
      <RecordFacts record={record} way={way} />
      {record.standIns && (
        <p className="flex max-w-none items-start gap-2 text-sm text-ink-2">
          <VenetianMask aria-hidden size={14} className="mt-[3px] shrink-0" />
          <span className="max-w-[100ch]">{t("standIns")}</span>
        </p>
      )}
    </header>
  );
}

function RecordFacts({ record, way }: { record: RecordDetail; way: RecordWay }) {
  const t = useTranslations("runs.record.fact");
  const words = useTranslations("runs");
  const format = useFormatter();
  const duration = useDuration();
  const resourceTitle = useResourceTitle(way.graph);
  const link = "focus-ring rounded-3 text-accent underline underline-offset-2";
  const facts: Fact[] = [
    {
      id: "flow",
      name: t("flow"),
      value: (
        <Link to="/flows/$flow" params={{ flow: record.flow }} className={link}>
          {record.flowName}
        </Link>
      ),
    },
    { id: "version", name: t("version"), value: words("version", { version: record.version }) },
    {
      id: "run",
      name: t("run"),
      value: (
        <Link to="/runs/$run" params={{ run: record.run }} className={link}>
          {words("record.showRun")}
        </Link>
      ),
    },
    {
      id: "read",
      name: t("read"),
      value: format.dateTime(new Date(record.readAt), { dateStyle: "medium", timeStyle: "medium" }),
    },
    { id: "handled", name: t("handled"), value: <RelativeTime at={record.at} focusable /> },
    { id: "took", name: t("took"), value: duration(record.durationMs) },
    ...(record.attempts > 1
      ? [{ id: "attempts", name: t("attempts"), value: format.number(record.attempts) }]
      : []),
    ...record.targets.map(({ resource, id }, index) => ({
      id: `target ${index}`,
      name: t("target"),
      value: (
        <span className="inline-flex max-w-72 items-center gap-1.5">
          <span className="shrink-0 text-ink-2">{resourceTitle(resource)}</span>
          <code className="truncate text-sm">{id}</code>
          <CopyButton text={id} label={words("record.copyTarget")} className="-my-1" />
        </span>
      ),
    })),
    ...(record.keptUntil
      ? [
          {
            id: "kept",
            name: t("kept"),
            value: format.dateTime(new Date(record.keptUntil), { dateStyle: "medium" }),
          },
        ]
      : []),
  ];
  return <Facts facts={facts} />;
}
