import { useMemo, useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import { useTranslations } from "use-intl";
import { printValuePath } from "../../expression/expression-path.ts";
import { shorten } from "../../expression/shorten.ts";
import { StaticCode } from "../../expression/static-code.tsx";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { optionClassName } from "../../ui/option-row.ts";
import { atLines } from "../cell-questions.ts";
import { type CellValue, cellValue } from "../cell-values.ts";
import { combine, linesOf, optionQuestion, type Placement, placementsFor } from "../dropping/apply-drop.ts";
import type { DropOption } from "../dropping/drop-options.ts";
import type { PickedField } from "../dropping/picked-field.ts";
import { useMapping } from "../editing/mapping-editing.tsx";
import type { EvaluationJob } from "../evaluation/evaluation-job.ts";
import { useEvaluated } from "../evaluation/use-evaluated.ts";
import type { TargetRow } from "../target-rows.ts";
import { SentValue } from "./result-cell.tsx";

interface Choice {
  readonly id: string;
  readonly option: DropOption;
  readonly placement: Placement;
}

/**
 * Asks how a source field goes into a row: first what is made of it, where there are several ways, then what becomes of the expression
 * that stands there. Every answer shows the value it would give (MAP-4).
 */
export function DropChooser({ row, picked }: { row: TargetRow; picked: PickedField }) {
  const t = useTranslations("mappingTable.drop");
  const { view, actions } = useMapping();
  // Asked once: the lines in view must not change under the choice.
  const [options] = useState(() => actions.optionsFor(row, picked).options);
  const [option, setOption] = useState(options.length === 1 ? options[0] : undefined);
  const choices = useMemo(
    (): readonly Choice[] =>
      option
        ? placementsFor(row, option).map((placement) => ({ id: placement, option, placement }))
        : options.map((one) => ({ id: one.kind, option: one, placement: "replace" })),
    [row, option, options],
  );
  const close = () => {
    view.show({ dropped: undefined });
    view.focusOn(row.id, "value");
  };
  const pick = (choice: Choice) => {
    if (option) {
      actions.choose(row, option, choice.placement);
      return;
    }
    const [only, ...more] = placementsFor(row, choice.option);
    if (only && more.length === 0) actions.choose(row, choice.option, only);
    else setOption(choice.option);
  };
  const values = useOptionValues(row, choices);
  const path = printValuePath(picked.path, picked.root);
  const question = option ? t("placeQuestion") : t("kindQuestion", { path });
  return (
    <section
      aria-label={question}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
      className="rounded-6 border border-line-strong bg-raised"
    >
      <header className="flex items-center gap-2 border-b border-line px-3 py-1.5">
        <h4 className="min-w-0 grow truncate text-sm">{question}</h4>
        <Button size="sm" variant="quiet" onPress={close}>
          {t("cancel")}
        </Button>
      </header>
      <ListBox
        key={option ? "placement" : "kind"}
        aria-label={question}
        autoFocus="first"
        onAction={(id) => {
          const choice = choices.find((one) => one.id === id);
          if (choice) pick(choice);
        }}
        className="max-h-64 overflow-auto p-1 outline-none"
      >
        {choices.map((choice) => (
          <ChoiceRow
            key={choice.id}
            choice={choice}
            title={option ? t(`placement.${choice.placement}`) : t(`kind.${choice.option.kind}`)}
            written={combine(row.text, choice.option.expression, choice.placement)}
            value={values.get(choice.id)}
          />
        ))}
      </ListBox>
    </section>
  );
}

function ChoiceRow({
  choice,
  title,
  written,
  value,
}: {
  choice: Choice;
  title: string;
  written: string;
  value: CellValue | undefined;
}) {
  return (
    <ListBoxItem id={choice.id} textValue={title} className={classNames(optionClassName, "gap-3! text-sm!")}>
      <span className="flex min-w-0 grow basis-0 flex-col">
        <span>{title}</span>
        <span className="truncate text-ink-2">
          <StaticCode text={written} />
        </span>
      </span>
      <span className="max-w-[45%] min-w-0 shrink-0 truncate text-right">
        {value?.kind === "value" && Array.isArray(value.value) ? (
          <span className="font-mono text-sm">{shorten(value.value)}</span>
        ) : (
          value && <SentValue value={value} isRequired={false} />
        )}
      </span>
    </ListBoxItem>
  );
}

/** What every choice would give for the sample, at the line that is looked at. */
function useOptionValues(row: TargetRow, choices: readonly Choice[]): ReadonlyMap<string, CellValue> {
  const { model, view } = useMapping();
  const { text, cut, tables, scopes, reader } = model;
  const job = useMemo((): EvaluationJob | undefined => {
    if (!scopes.current) return undefined;
    const questions = choices.map(({ id, option, placement }) =>
      optionQuestion(id, row, { option, placement, text, cut }),
    );
    return { scopes: [scopes.current], tables, questions };
  }, [row, choices, text, cut, tables, scopes]);
  const { evaluations } = useEvaluated(job);
  const line = view.getState().line;
  return useMemo(() => {
    const values = new Map<string, CellValue>();
    for (const { id, option } of choices) {
      const answer = evaluations?.[id]?.[0];
      if (!answer) continue;
      const places = [...(reader?.places(row.lines) ?? []), ...(option.makeLines ? [line] : [])];
      const lines = linesOf(row, option);
      values.set(id, cellValue(atLines(answer, places.slice(0, lines.length))));
    }
    return values;
  }, [evaluations, choices, reader, row, line]);
}
