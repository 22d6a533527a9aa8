import { Wrench } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../../ui/button.tsx";
import { useMapping, useMappingView } from "../editing/mapping-editing.tsx";
import type { RowProblem } from "../row-problems.ts";
import { SampleGrid } from "../samples/sample-grid.tsx";
import { ValueTable } from "../tables/value-table.tsx";
import type { TargetRow } from "../target-rows.ts";
import { Below } from "./below.tsx";
import { DropChooser } from "./drop-chooser.tsx";
import { problemGlyphs, problemTones } from "./problem-look.ts";
import { useProblemText } from "./use-problem-text.ts";

/** What is open below a row. A list that would not stay one is said in any case: with most samples nothing else shows it. */
export function RowDetail({ row, problems }: { row: TargetRow; problems: readonly RowProblem[] }) {
  const detail = useMappingView((state) => (state.detail?.row === row.id ? state.detail.kind : undefined));
  const dropped = useMappingView((state) => (state.dropped?.row === row.id ? state.dropped : undefined));
  const shown = detail === "problems" ? problems : problems.filter((one) => one.code === "collapses");
  return (
    <>
      {dropped && (
        <Below>
          <DropChooser key={JSON.stringify(dropped.picked)} row={row} picked={dropped.picked} />
        </Below>
      )}
      {shown.length > 0 && (
        <Below>
          <ul className="flex flex-col gap-1">
            {shown.map((problem, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a problem is nothing but its place and text
              <ProblemLine key={index} row={row} problem={problem} />
            ))}
          </ul>
        </Below>
      )}
      {detail === "samples" && (
        <Below>
          <SampleGrid row={row} />
        </Below>
      )}
      {detail === "table" && (
        <Below>
          <ValueTable row={row} />
        </Below>
      )}
    </>
  );
}

function ProblemLine({ row, problem }: { row: TargetRow; problem: RowProblem }) {
  const t = useTranslations("mappingTable.fix");
  const { actions } = useMapping();
  const textOf = useProblemText();
  const Glyph = problemGlyphs[problem.severity];
  const { fix } = problem;
  return (
    <li className="flex items-start gap-2 text-sm">
      <Glyph aria-hidden size={14} className={`mt-1 shrink-0 ${problemTones[problem.severity]}`} />
      <span className="min-w-0 grow py-0.5 break-words">{textOf(problem)}</span>
      {fix && (
        <Button size="sm" icon={Wrench} onPress={() => actions.fix(row, fix)}>
          {fix.kind === "text" ? fix.title : t(fix.kind)}
        </Button>
      )}
    </li>
  );
}
