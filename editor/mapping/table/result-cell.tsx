import { ArrowRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { shorten } from "../../expression/shorten.ts";
import { classNames } from "../../ui/class-names.ts";
import type { CellValue, LinesValue } from "../cell-values.ts";
import type { RowProblem } from "../row-problems.ts";
import { problemGlyphs, problemTones } from "./problem-look.ts";
import { useProblemText } from "./use-problem-text.ts";

/** What a row sends with the sample: its value, or which kind of nothing it is (MAP-8). */
export function SentValue({ value, isRequired }: { value: CellValue; isRequired: boolean }) {
  const t = useTranslations("mappingTable.sent");
  if (value.kind === "value") {
    const text = typeof value.value === "string" ? value.value : shorten(value.value);
    return (
      <span
        className={classNames("truncate", typeof value.value !== "string" && "font-mono text-sm")}
        title={text}
      >
        {text}
      </span>
    );
  }
  const isWrong =
    value.kind === "failed" || (isRequired && value.kind !== "left-out" && value.kind !== "no-line");
  return (
    <span
      className={classNames("truncate italic", isWrong ? "text-err" : "text-ink-3")}
      title={value.kind === "failed" ? value.message : undefined}
    >
      {t(value.kind)}
    </span>
  );
}

/** How many lines go in, and how many the filter lets out. */
export function LinesCount({ lines }: { lines: LinesValue }) {
  const t = useTranslations("mappingTable.lines");
  if (lines.failed) {
    return (
      <span className="truncate text-err italic" title={lines.failed}>
        {t("failed")}
      </span>
    );
  }
  return (
    <span className="flex min-w-0 items-center gap-1 truncate tabular-nums">
      {t("in", { count: lines.items.length })}
      <ArrowRight aria-hidden size={12} className="shrink-0 text-ink-3" />
      {t("out", { count: lines.kept.length })}
    </span>
  );
}

/** The worst that there is to look at in a row; pressing it shows all, with what would solve it. */
export function ProblemMark({
  problem,
  count,
  onPress,
}: {
  problem: RowProblem;
  count: number;
  onPress: () => void;
}) {
  const textOf = useProblemText();
  const Glyph = problemGlyphs[problem.severity];
  const text = textOf(problem);
  return (
    <button
      type="button"
      tabIndex={-1}
      title={text}
      onClick={onPress}
      className={classNames(
        "-ml-1 inline-flex size-6 shrink-0 items-center justify-center rounded-3 hover:bg-hover",
        problemTones[problem.severity],
      )}
    >
      <Glyph aria-hidden size={14} />
      <span className="sr-only">{text}</span>
      {count > 1 && <span className="ml-0.5 text-xs">{count}</span>}
    </button>
  );
}
