import type { FieldType } from "@trasvase/shared/connector.ts";
import { replaceContext, replaceValue, writeField } from "@trasvase/shared/expression/slice-edits.ts";
import type { Slices } from "@trasvase/shared/expression/slices.ts";
import { cellText } from "../cell-questions.ts";
import type { Question } from "../evaluation/evaluation-job.ts";
import type { LinesAround, TargetRow } from "../target-rows.ts";
import type { DropOption } from "./drop-options.ts";
import { asOperand } from "./join-expressions.ts";

/** What becomes of the expression that a cell has already. */
const placements = ["replace", "missing", "empty", "append", "appendSpaced"] as const;
export type Placement = (typeof placements)[number];

/** What can be done with a cell's own expression: nothing but replacing it while there is none, or where rows are made. */
export function placementsFor(row: TargetRow, option: DropOption): readonly Placement[] {
  if (row.text.trim() === "" || option.children || option.kind === "lines" || option.kind === "context") {
    return ["replace"];
  }
  if (row.group || row.field?.type === "list") return ["replace"];
  return takesText(row.field?.type) ? placements : ["replace", "missing"];
}

function takesText(type: FieldType | undefined): boolean {
  return type === undefined || type === "text" || type === "any";
}

/** A cell's own expression and a new one as one. */
export function combine(current: string, expression: string, placement: Placement): string {
  const [before, behind] = [asOperand(current), asOperand(expression)];
  switch (placement) {
    case "replace":
      return expression;
    case "missing":
      return `${before} ?? ${behind}`;
    case "empty":
      return `${before} ?: ${behind}`;
    case "append":
      return `${before} & ${behind}`;
    case "appendSpaced":
      return `${before} & " " & ${behind}`;
  }
}

/** A mapping with a source field put into a row. Undefined when the text cannot be cut, or what the row stands in is made as a whole. */
export function applyDrop(
  text: string,
  row: TargetRow,
  { option, placement }: { readonly option: DropOption; readonly placement: Placement },
): string | undefined {
  let made: string | undefined = text;
  if (option.makeLines) made = writeField(made, option.makeLines.path, `[${option.makeLines.context}.{}]`);
  if (made !== undefined && option.count)
    made = replaceContext(made, option.count.lines.place, option.count.context);
  if (made === undefined) return undefined;
  if (option.kind === "context" && row.place) return replaceContext(made, row.place, option.expression);
  if (!option.children) return write(made, row, combine(row.text, option.expression, placement));
  made = write(made, row, "{}");
  for (const { name, expression } of option.children) {
    made = made === undefined ? undefined : writeField(made, [...row.path, name], expression);
  }
  return made;
}

/** Into the row where it stands, or into a new one. */
function write(text: string, row: TargetRow, expression: string): string | undefined {
  return row.place ? replaceValue(text, row.place, expression) : writeField(text, row.path, expression);
}

/** What is asked to show the value that an option would give. */
export function optionQuestion(
  id: string,
  row: TargetRow,
  choice: {
    readonly option: DropOption;
    readonly placement: Placement;
    readonly text: string;
    readonly cut: Slices;
  },
): Question {
  const { option, placement, text, cut } = choice;
  const expression =
    option.kind === "context" ? `[${option.expression}]` : combine(row.text, option.expression, placement);
  return { id, text: cellText(expression, { text, cut, lines: linesOf(row, option) }) };
}

/** The lines around the cell as they will be. */
export function linesOf(row: TargetRow, { makeLines, count }: DropOption): readonly LinesAround[] {
  const lines = row.lines.map((one) =>
    count && one.id === count.lines.id ? { ...one, context: count.context } : one,
  );
  if (!makeLines) return lines;
  return [...lines, { id: "", place: [], context: makeLines.context, filter: undefined }];
}
