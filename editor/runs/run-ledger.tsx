import { Link } from "@tanstack/react-router";
import type { Run } from "@trasvase/shared/contract/run.ts";
import type { OutcomeKind } from "@trasvase/shared/outcome.ts";
import { useFormatter, useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { OutcomeChip } from "../ui/outcome-chip.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { balanceOf } from "./outcome-groups.ts";
import { isUnderWay } from "./run-state.tsx";

const order: readonly OutcomeKind[] = [
  "created",
  "updated",
  "unchanged",
  "skipped",
  "superseded",
  "filtered",
  "retrying",
  "rejected",
  "unknown",
];

/** Where everything is that a run read, added up like a page of a ledger: nothing is lost, nothing is counted twice. */
export function RunLedger({ run }: { run: Run }) {
  const t = useTranslations("runs.run.ledger");
  const { difference } = balanceOf(run);
  const kinds = order.filter((kind) => (run.counts[kind] ?? 0) > 0);
  return (
    <section aria-label={t("title")} className="flex flex-col gap-3">
      <table className="w-full border-separate border-spacing-0">
        <caption className="pb-1 text-left text-sm text-ink-2">{t("title")}</caption>
        <tbody>
          {kinds.map((kind) => (
            <OutcomeLine key={kind} run={run} kind={kind} />
          ))}
          {run.inFlight > 0 && <Line name={t("inFlight")} help={t("inFlightHelp")} count={run.inFlight} />}
          {run.repeated > 0 && <Line name={t("repeated")} help={t("repeatedHelp")} count={run.repeated} />}
        </tbody>
        <tfoot>
          <Line name={t("read")} help={undefined} count={run.read} isSum />
        </tfoot>
      </table>
      {difference === 0 || isUnderWay(run.state) ? (
        <BalanceWords run={run} />
      ) : (
        <ProblemMessage problem={{ severity: "error", message: t("off", { count: Math.abs(difference) }) }} />
      )}
    </section>
  );
}

/** The same sum in a sentence, for those who would rather read than add. */
function BalanceWords({ run }: { run: Run }) {
  const t = useTranslations("runs.run.ledger.words");
  const done = order.slice(0, 5).reduce((sum, kind) => sum + (run.counts[kind] ?? 0), 0);
  const { filtered = 0, retrying = 0, rejected = 0, unknown = 0 } = run.counts;
  const terms = [
    t("done", { count: done }),
    ...(filtered > 0 ? [t("filtered", { count: filtered })] : []),
    ...(retrying + unknown > 0 ? [t("waiting", { count: retrying + unknown })] : []),
    ...(rejected > 0 ? [t("rejected", { count: rejected })] : []),
    ...(run.inFlight > 0 ? [t("inFlight", { count: run.inFlight })] : []),
    ...(run.repeated > 0 ? [t("repeated", { count: run.repeated })] : []),
  ];
  return <p className="text-ink-2">{t("sum", { read: run.read, terms: terms.join(" + ") })}</p>;
}

function OutcomeLine({ run, kind }: { run: Run; kind: OutcomeKind }) {
  const t = useTranslations("runs.run.ledger");
  const outcomes = useTranslations("glossary.outcome");
  const format = useFormatter();
  const count = run.counts[kind] ?? 0;
  return (
    <tr>
      <th scope="row" className={classNames(cellClassName, "text-left font-normal")}>
        <OutcomeChip kind={kind} plain />
      </th>
      <td className={classNames(cellClassName, "text-right")}>
        <Link
          to="/records"
          search={{ run: run.id, outcome: kind }}
          aria-label={t("show", { count, outcome: outcomes(kind) })}
          className="focus-ring rounded-3 underline decoration-line-strong underline-offset-4 hover:decoration-current"
        >
          {format.number(count)}
        </Link>
      </td>
    </tr>
  );
}

interface LineProps {
  name: string;
  help: string | undefined;
  count: number;
  isSum?: boolean;
}

function Line({ name, help, count, isSum = false }: LineProps) {
  const format = useFormatter();
  const cell = isSum ? "h-10 border-t-2 border-ink-2 px-1 font-medium" : cellClassName;
  return (
    <tr>
      <th scope="row" className={classNames(cell, "text-left", !isSum && "font-normal")}>
        {name}
        {help && <span className="ml-2 text-sm font-normal text-ink-3">{help}</span>}
      </th>
      <td className={classNames(cell, "text-right")}>{format.number(count)}</td>
    </tr>
  );
}

const cellClassName = "h-9 border-t border-line px-1";
