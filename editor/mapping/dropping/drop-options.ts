import type { ResourceField } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { printName, printValuePath } from "../../expression/expression-path.ts";
import type { TargetField } from "../find-target.ts";
import { likeness } from "../names.ts";
import { allFields, type SourceField } from "../source/source-fields.ts";
import type { LinesAround, TargetRow } from "../target-rows.ts";
import { type ConversionKind, convert } from "./conversions.ts";
import { asOperand } from "./join-expressions.ts";
import type { PickedField } from "./picked-field.ts";
import { type ItemsAround, type RelatedPath, relatePath } from "./relate-path.ts";

/** What can be made of a source field in a target field (MAP-4). */
export type DropKind =
  | "path"
  | "first"
  | "only"
  | "join"
  | "sum"
  | "count"
  | "sameLine"
  | "list"
  | "lines"
  | "context"
  | "oneLine"
  | "children"
  | "whole";

/** One way to put a source field into a target field. */
export interface DropOption {
  readonly kind: DropKind;
  /** What is written into the cell; with `children` the object they make. */
  readonly expression: string;
  readonly conversion: ConversionKind | undefined;
  /** Members of an object, each a row of its own. */
  readonly children?: readonly { readonly name: string; readonly expression: string }[];
  /** The list around the field has no lines yet: they are made first, of this. */
  readonly makeLines?: { readonly path: readonly string[]; readonly context: string };
  /** The path of the lines around gets a counter, which the expression uses. */
  readonly count?: { readonly lines: LinesAround; readonly context: string };
}

/** Where a field is dropped. */
export interface DropPlace {
  readonly row: TargetRow;
  /** The fields inside it, when it is an object or a list. */
  readonly inside: readonly TargetField[];
  /** One for each of `row.lines`. */
  readonly around: readonly ItemsAround[];
  /** The row of the list that the row would stand in, as long as that list has no lines. */
  readonly list: TargetRow | undefined;
}

/** What is dropped. */
export interface Dropped {
  readonly picked: PickedField;
  /** The fields inside it. */
  readonly fields: readonly SourceField[];
  /** Its value for the sample, one element of each list on the way looked at. */
  readonly example: Json | undefined;
  readonly rootValue: (root: string) => Json | undefined;
}

/** Every sensible way to put a source field into a target field, the likeliest first. */
export function dropOptions(dropped: Dropped, place: DropPlace): readonly DropOption[] {
  const { row, list } = place;
  if (list) return intoNewLines(dropped, { ...place, list });
  const related = relatePath(dropped.picked, place.around, dropped.rootValue);
  if (row.kind === "lines" || row.field?.type === "list") return intoList(dropped, place, related);
  if (row.kind === "object") return intoObject(dropped, place, related);
  return intoField(dropped, place, related);
}

/** The list around the target field is made on the way: of the list that the source field stands in, or as one line. */
function intoNewLines(
  dropped: Dropped,
  place: DropPlace & { readonly list: TargetRow },
): readonly DropOption[] {
  const { row, list, around } = place;
  const { root, path, lists } = dropped.picked;
  const innermost = lists.findLast((length) => length < path.length);
  const listed: PickedField = { root, path: path.slice(0, innermost ?? 0), lists, kind: "list", types: [] };
  const context = innermost === undefined ? "$" : relatePath(listed, around, dropped.rootValue).text;
  const makeLines = { path: list.path, context };
  const inner: DropPlace = {
    row,
    inside: place.inside,
    list: undefined,
    around: [...around, { context, items: [] }],
  };
  // With `$` for a context the line in view is the record itself.
  const options =
    innermost === undefined && around.length === 0
      ? dropOptions(dropped, { ...inner, around: [] })
      : dropOptions(dropped, inner);
  return options.map((option) => ({
    ...option,
    makeLines,
    kind: innermost === undefined && option.kind === "path" ? "oneLine" : option.kind,
  }));
}

function intoField(
  dropped: Dropped,
  { row, around }: DropPlace,
  related: RelatedPath,
): readonly DropOption[] {
  const { picked, example } = dropped;
  const type = row.field?.type;
  const isMany = related.isMany || picked.kind === "list";
  if (!isMany) {
    const { text, kind } = convert(related.text, type, example);
    return [{ kind: "path", expression: text, conversion: kind }];
  }
  const several = ofSeveral(dropped, row.field, related);
  const isUnknown = type === undefined || type === "any";
  return [
    ...(isUnknown ? [plain("list", `[${related.text}]`)] : []),
    ...sameLine(dropped, row, around, related),
    ...several,
  ];
}

/** One value made of several. */
function ofSeveral(
  { picked, example }: Dropped,
  field: ResourceField | undefined,
  { text }: RelatedPath,
): readonly DropOption[] {
  const type = field?.type;
  const element = elementOf(example);
  const hasObjects = picked.types[0] === "object";
  const options: DropOption[] = [];
  const add = (kind: DropKind, expression: string, value: Json | undefined) => {
    const converted = convert(expression, type, value);
    options.push({ kind, expression: converted.text, conversion: converted.kind });
  };
  const isNumeric = picked.types[0] === "number" || isNumericText(element);
  const takesNumber = type === undefined || ["number", "integer", "text", "any"].includes(type);
  const takesText = type === undefined || type === "text" || type === "any";
  if (!hasObjects) {
    // Behind `a.b` a `[0]` would mean the first `b` of every `a`.
    add("first", `(${text})[0]`, element);
    add("only", `$single(${text})`, element);
    if (takesText) add("join", joined(text, element), "");
    if (takesNumber && isNumeric)
      add("sum", isWholeNumber(element) ? `$sum(${text})` : `$decimalSum(${text})`, 0);
  }
  if (takesNumber) add("count", `$count(${text})`, 0);
  return options;
}

function joined(text: string, element: Json | undefined): string {
  return typeof element === "string" ? `$join(${text}, ", ")` : `$join(${asOperand(text)}.$string(), ", ")`;
}

/** The element of another list at the same place as the line in view: what a lookup gave for each line, for example. */
function sameLine(
  { example }: Dropped,
  row: TargetRow,
  around: readonly ItemsAround[],
  { otherList }: RelatedPath,
): readonly DropOption[] {
  const lines = row.lines.at(-1);
  if (!otherList || !lines || around.length !== row.lines.length) return [];
  const known = /#\s*(\$\w+)\s*$/.exec(lines.context)?.[1];
  const counter = known ?? "$i";
  const path = `${asOperand(otherList.text)}[${counter}]`;
  const { text, kind } = convert(printValuePath(otherList.rest, path), row.field?.type, example);
  const option: DropOption = { kind: "sameLine", expression: text, conversion: kind };
  return [known ? option : { ...option, count: { lines, context: `${lines.context}#${counter}` } }];
}

function intoList(dropped: Dropped, place: DropPlace, { text }: RelatedPath): readonly DropOption[] {
  const { row, inside } = place;
  const { picked, fields } = dropped;
  const hasObjects = picked.kind === "object" || (picked.kind === "list" && fields.length > 0);
  // A list made of plain values, or one whose elements nobody knows anything of, takes what there is.
  if (!hasObjects || (inside.length === 0 && picked.kind === "list" && row.field !== undefined)) {
    return [plain("list", `[${text}]`)];
  }
  const lines = plain("lines", `[${text}.{}]`);
  return row.group?.kind === "lines" ? [plain("context", text), lines] : [lines];
}

function intoObject(dropped: Dropped, { inside }: DropPlace, { text }: RelatedPath): readonly DropOption[] {
  const { picked, fields } = dropped;
  if (picked.kind !== "object") return [plain("whole", text)];
  const children = matchChildren(fields, inside, text);
  const whole = plain("whole", text);
  if (children.length === 0) return [whole];
  const members = children.map(({ name, expression }) => `${JSON.stringify(name)}: ${expression}`);
  return [{ ...plain("children", `{ ${members.join(", ")} }`), children }, whole];
}

/** The fields of an object that have one of the same name, or of the same meaning, in another. */
function matchChildren(
  fields: readonly SourceField[],
  targets: readonly TargetField[],
  path: string,
): readonly { readonly name: string; readonly expression: string }[] {
  const values = allFields(fields).filter(
    (field) => field.kind === "value" && field.path.length === fields[0]?.path.length,
  );
  return targets.flatMap(({ field, children }) => {
    if (children.length > 0) return [];
    const found = (["same", "writing", "meaning"] as const)
      .map((wanted) =>
        values.find(
          (one) =>
            likeness(one.path.slice(-1), field.name) === wanted ||
            (wanted !== "same" && likeness(one.path.slice(-1), field.title) === wanted),
        ),
      )
      .find((one) => one !== undefined);
    if (!found) return [];
    const own = `${path}.${printName(found.path.at(-1) ?? "")}`;
    return [{ name: field.name, expression: convert(own, field.type, found.example).text }];
  });
}

function plain(kind: DropKind, expression: string): DropOption {
  return { kind, expression, conversion: undefined };
}

function elementOf(example: Json | undefined): Json | undefined {
  return Array.isArray(example) ? elementOf(example[0]) : example;
}

function isNumericText(value: Json | undefined): boolean {
  return typeof value === "string" && /^[+-]?\d+(\.\d+)?$/.test(value);
}

function isWholeNumber(value: Json | undefined): boolean {
  return typeof value === "number" && Number.isInteger(value);
}
