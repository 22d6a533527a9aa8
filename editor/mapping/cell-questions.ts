import type { Slices } from "@trasvase/shared/expression/slices.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import { isList } from "../expression/expression-path.ts";
import type { Evaluated, Question } from "./evaluation/evaluation-job.ts";
import type { LinesAround, TargetRow } from "./target-rows.ts";

/** The variable that counts the items of a context; no flow uses such a name by chance. */
const counter = "$trasvaseItem";

/**
 * An expression of a cell as a text of its own: with the variables of the block before it, and once for each item of the lines around it,
 * wrapped so that items which give nothing keep their place (see {@link atLines}).
 */
export function cellText(
  expression: string,
  { text, cut, lines }: { text: string; cut: Slices; lines: readonly LinesAround[] },
): string {
  const wrapped = lines.reduceRight((inner, { context }) => `[${context}.{"v": ${inner}}]`, expression);
  if (cut.kind !== "table") return wrapped;
  return `${text.slice(0, cut.object.start)}${wrapped}${text.slice(cut.object.end)}`;
}

/** What was evaluated by a `cellText`, at one item of each of the lines around. `isOutside`: there is no such item. */
export function atLines(
  evaluated: Evaluated | undefined,
  lines: readonly number[],
): Evaluated & { readonly isOutside?: boolean } {
  if (!evaluated || evaluated.failed) return evaluated ?? {};
  let value: Json | undefined = evaluated.value;
  for (const line of lines) {
    const item = isList(value) ? value[line] : undefined;
    if (!isJsonObject(item)) return { isOutside: true };
    value = item.v;
  }
  return { value };
}

/** The id of the question for a row's value, and of those for a group of lines: its items, and which of them its filter keeps. */
export const questionIds = {
  value: (row: string) => `value ${row}`,
  items: (row: string) => `items ${row}`,
  kept: (row: string) => `kept ${row}`,
};

/** What is asked to show the value of every row for the sample. */
export function rowQuestions(rows: readonly TargetRow[], text: string, cut: Slices): readonly Question[] {
  return rows.flatMap((row): readonly Question[] => {
    if (!row.pair) return [];
    const around = { text, cut, lines: row.lines };
    if (row.group?.kind === "object") return [];
    if (row.group?.kind !== "lines") {
      return [{ id: questionIds.value(row.id), text: cellText(row.text, around) }];
    }
    const { context, filter } = row.group;
    const path = text.slice(context.start, context.end);
    const items = { id: questionIds.items(row.id), text: cellText(`[${path}.{"v": $}]`, around) };
    if (!filter) return [items];
    const kept = `[${path}#${counter}[${text.slice(filter.start, filter.end)}].${counter}]`;
    return [items, { id: questionIds.kept(row.id), text: cellText(kept, around) }];
  });
}
