import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFlowEditing, useSession } from "../../document/flow-editing.tsx";
import { useSamples } from "../../preview/preview-context.tsx";
import { classNames } from "../../ui/class-names.ts";
import { cellText } from "../cell-questions.ts";
import { useMapping } from "../editing/mapping-editing.tsx";
import type { EvaluationJob } from "../evaluation/evaluation-job.ts";
import { useEvaluated } from "../evaluation/use-evaluated.ts";
import { SentValue } from "../table/result-cell.tsx";
import type { TargetRow } from "../target-rows.ts";
import { readsSteps } from "./reads-steps.ts";
import { countKinds, type SampleCell, sampleCell } from "./sample-cells.ts";

const question = "cell";

/** One expression over all samples: a value, or why there is none, per sample. Pressing one looks at that sample. */
export function SampleGrid({ row }: { row: TargetRow }) {
  const t = useTranslations("mappingTable.samples");
  const { cells, isStale, isPartly } = useSampleCells(row);
  const { session } = useFlowEditing();
  const samples = useSamples((state) => state.samples);
  const chosen = useSession((state) => state.sample);
  const counts = countKinds(cells.map((one) => one.cell));
  if (row.text === "") return <p className="text-sm text-ink-2">{t("nothing")}</p>;
  return (
    <section aria-label={t("label", { name: row.path.join(".") })}>
      <p role="status" className="pb-1.5 text-sm text-ink-2">
        {t("summary", counts)}
        {isPartly && <span className="ml-2">{t("partly")}</span>}
      </p>
      <ul
        className={classNames(
          "grid max-h-52 grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-px overflow-auto rounded-3 border border-line bg-line",
          isStale && "border-dotted",
        )}
      >
        {cells.map(({ key, cell }) => {
          const index = samples.findIndex((one) => one.key === key);
          return (
            <li key={key} className="bg-raised">
              <button
                type="button"
                aria-current={index === chosen ? "true" : undefined}
                title={t("look", { key })}
                onClick={() => index >= 0 && session.getState().chooseSample(index)}
                className={classNames(
                  "focus-ring-inset flex h-7 w-full items-center gap-2 px-2 text-left text-sm hover:bg-hover",
                  index === chosen && "bg-accent-soft",
                )}
              >
                <span className="w-24 shrink-0 truncate text-ink-2">{key}</span>
                <CellText cell={cell} isRequired={row.isRequired} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function CellText({ cell, isRequired }: { cell: SampleCell; isRequired: boolean }) {
  const t = useTranslations("mappingTable.samples");
  if (cell.kind === "unknown") return <span className="truncate text-ink-3 italic">{t("unknown")}</span>;
  if (cell.kind === "lines") {
    return (
      <span className="truncate">{cell.values.length === 0 ? t("noLines") : cell.values.join(" · ")}</span>
    );
  }
  return <SentValue value={cell.value} isRequired={isRequired} />;
}

function useSampleCells(row: TargetRow) {
  const { model } = useMapping();
  const { scopes, tables, text, cut } = model;
  const job = useMemo((): EvaluationJob | undefined => {
    if (scopes.all.length === 0 || row.text === "") return undefined;
    const own = { id: question, text: cellText(row.text, { text, cut, lines: row.lines }) };
    return { scopes: scopes.all, tables, questions: [own] };
  }, [scopes, tables, text, cut, row]);
  const needsSteps = useMemo(() => readsSteps(job?.questions[0]?.text ?? ""), [job]);
  const { evaluations, isStale } = useEvaluated(job);
  const answers = evaluations?.[question] ?? [];
  const cells = scopes.all.map((scope, index) => {
    // What a system answered is known for the current sample only.
    const isKnown = !needsSteps || scope === scopes.current;
    return { key: scope.key, cell: sampleCell(isKnown ? answers[index] : undefined, row.lines.length) };
  });
  return { cells, isStale, isPartly: needsSteps && scopes.all.length > 1 };
}
