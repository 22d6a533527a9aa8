import type { Json } from "@trasvase/shared/json.ts";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useDocument } from "../document/flow-editing.tsx";
import { MappingResult } from "../mapping/mapping-result.tsx";
import { ConditionExplained } from "../preview/condition-explained.tsx";
import { useKept } from "../preview/keep-equal.ts";
import { isUnanswered } from "../preview/merge-passes.ts";
import type { PreviewPass } from "../preview/preview-job.ts";
import { usePassesOfNode } from "../preview/use-passes.ts";
import { classNames } from "../ui/class-names.ts";
import { JsonTree } from "../ui/json-tree.tsx";
import { OutcomeChip } from "../ui/outcome-chip.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AskedAt } from "./asked-at.tsx";
import { BranchesExplained } from "./branches-explained.tsx";
import { DryRunView } from "./dry-run-view.tsx";
import { NotReached } from "./not-reached.tsx";
import { RecordView } from "./record-view.tsx";
import { SamplesPassing } from "./samples-passing.tsx";
import { useLookedAt } from "./use-looked-at.ts";

const noPasses: readonly PreviewPass[] = [];

export interface ColumnProps {
  node: string;
  title: string;
}

/** What leaves a step for the current sample, with the reason where nothing does. */
export function OutputColumn({ node, title }: ColumnProps) {
  const t = useTranslations("panel.output");
  const type = useDocument((state) => state.graph.nodes[node]?.type);
  const known = usePassesOfNode(node);
  const passes = known?.passes ?? noPasses;
  const ids = useMemo(() => passes.map((pass) => pass.recordId), [passes]);
  const [index, onIndex] = useLookedAt(ids);
  const pass = passes[index];
  if (!pass) return <NotReached node={node} side="output" />;
  if (isUnanswered(pass)) return <Waiting />;
  const stale = known?.stale ?? false;
  const label = t("of", { title });
  if (pass.dryRun) {
    const { dryRun } = pass;
    return <DryRunView {...{ node, pass, dryRun, onIndex, stale }} index={index} count={passes.length} />;
  }
  if (type === "mapping") return <MappingResult pass={pass} label={label} stale={stale} />;
  return (
    <div className="flex min-h-0 grow flex-col">
      <Explanation type={type} pass={pass} node={node} stale={stale} />
      {type === "lookup" ? (
        <LookupAnswer pass={pass} stale={stale} />
      ) : (
        <Records passes={passes} pass={pass} type={type} label={label} stale={stale} />
      )}
    </div>
  );
}

/** Above the records: how it ended here, or what the conditions said. */
function Explanation({
  type,
  pass,
  node,
  stale,
}: {
  type: string | undefined;
  pass: PreviewPass;
  node: string;
  stale: boolean;
}) {
  const t = useTranslations("panel.output");
  const clauses = type === "filter" ? pass.clauses?.keep : undefined;
  const kept = pass.outputs[0]?.port === "kept";
  return (
    <>
      {pass.outcome && (
        <div className="flex flex-col gap-1 border-b border-line px-3 py-2">
          <OutcomeChip kind={pass.outcome.kind} plain />
          <p>{pass.outcome.message}</p>
          {pass.outcome.value !== undefined && (
            <p className="text-sm text-ink-2">{t("valueSeen", { value: pass.outcome.value })}</p>
          )}
        </div>
      )}
      {clauses && (
        <div className="border-b border-line px-3 py-2">
          <p className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-medium">{kept ? t("kept") : t("dropped")}</span>
            <SamplesPassing node={node} port="kept" />
          </p>
          <ConditionExplained clauses={clauses} holds={kept} stale={stale} />
        </div>
      )}
      {type === "router" && <BranchesExplained node={node} pass={pass} stale={stale} />}
      {pass.provisional && (
        <p className="border-b border-line px-3 py-1 text-sm text-ink-2">{t("provisional")}</p>
      )}
    </>
  );
}

interface RecordsProps {
  passes: readonly PreviewPass[];
  pass: PreviewPass;
  type: string | undefined;
  label: string;
  stale: boolean;
}

function Records({ passes, pass, type, label, stale }: RecordsProps) {
  const t = useTranslations("panel.output");
  // Of a split the elements are looked at one by one; of any other step the records that reached it.
  const isSplit = type === "split";
  const left = useMemo(
    () => (isSplit ? pass.outputs : passes.flatMap((one) => one.outputs.slice(0, 1))),
    [isSplit, pass, passes],
  );
  const ids = useMemo(() => left.map((one) => one.recordId), [left]);
  const [index, onIndex] = useLookedAt(ids);
  const records = useKept(left.map((one) => one.data));
  if (records.length === 0) return <p className="p-3 text-ink-2">{t("nothingLeft")}</p>;
  return <RecordView label={label} records={records} index={index} onIndex={onIndex} stale={stale} />;
}

/** What a lookup found: the record, one per element, or null. */
function LookupAnswer({ pass, stale }: { pass: PreviewPass; stale: boolean }) {
  const t = useTranslations("panel.output");
  const answer: Json | undefined = pass.answer;
  if (answer === undefined) return null;
  const isMissing = answer === null;
  return (
    <div
      className={classNames("flex min-h-0 grow flex-col", stale && "border-l-2 border-dotted border-ink-3")}
    >
      <p className="flex flex-wrap justify-between gap-x-3 border-b border-line px-3 py-1 text-sm text-ink-2">
        {isMissing ? t("notFound") : t("found", { path: `$steps.${pass.node}` })}
        {pass.askedAt !== undefined && (
          <span>
            <AskedAt at={pass.askedAt} />
          </span>
        )}
      </p>
      {!isMissing && (
        <JsonTree value={answer} label={t("answer")} root={`$steps.${pass.node}`} className="grow" />
      )}
    </div>
  );
}

function Waiting() {
  const t = useTranslations("panel.output");
  return (
    <div role="status" className="flex flex-col gap-3 p-4">
      <p className="text-ink-2">{t("waiting")}</p>
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-4 w-3/5" />
    </div>
  );
}
