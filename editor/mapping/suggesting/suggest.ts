import type { ResourceField } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { printValuePath } from "../../expression/expression-path.ts";
import { convert } from "../dropping/conversions.ts";
import type { PickedField } from "../dropping/picked-field.ts";
import { type ItemsAround, relatePath } from "../dropping/relate-path.ts";
import { type Likeness, likeness } from "../names.ts";
import { allFields, type SourceField } from "../source/source-fields.ts";
import type { TargetRow } from "../target-rows.ts";
import { type Look, lookOf } from "./looks.ts";

/** Why a source field is suggested. */
type Reason =
  | { readonly kind: Likeness | "title" | "value" }
  | { readonly kind: "look"; readonly look: Look };

/** A source field that may belong into a target field. It is shown, never applied by itself. */
export interface Suggestion {
  readonly row: string;
  /** The path as it would be written, for people. */
  readonly source: string;
  readonly expression: string;
  /** 0 to 1. */
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** From here on a suggestion is likely to be right. */
export const likelyScore = 0.8;
/** Below, nothing is suggested. */
const leastScore = 0.6;

const likenessScores: Readonly<Record<Likeness, number>> = {
  same: 1,
  writing: 0.95,
  meaning: 0.85,
  part: 0.65,
};

export interface SuggestInput {
  /** Rows without an expression; others are passed over. */
  readonly rows: readonly TargetRow[];
  /** The row of the group that a row stands in. */
  readonly aboveOf: (row: TargetRow) => TargetRow | undefined;
  /** Trees of all roots, the record's first. */
  readonly sources: readonly SourceField[];
  /** For a row inside lines what they go through, one entry for each of `row.lines`. */
  readonly around: (row: TargetRow) => readonly ItemsAround[];
  readonly rootValue: (root: string) => Json | undefined;
}

/** For each row without an expression the source field that fits it best, by name, title, type and example (MAP-9). */
export function suggest({
  rows,
  aboveOf,
  sources,
  around,
  rootValue,
}: SuggestInput): ReadonlyMap<string, Suggestion> {
  const candidates = allFields(sources);
  const found: Suggestion[] = [];
  for (const row of rows) {
    if (row.pair || row.isCovered || !row.field || row.kind === "object" || isInUnmadeList(row, aboveOf))
      continue;
    for (const source of candidates) {
      const suggestion = rate(source, row, row.field, around(row), rootValue);
      if (suggestion) found.push(suggestion);
    }
  }
  return bestOf(found);
}

/** The best for each row; a source that fits several rows goes to the one it fits best. */
function bestOf(found: readonly Suggestion[]): ReadonlyMap<string, Suggestion> {
  const best = new Map<string, Suggestion>();
  const used = new Set<string>();
  for (const suggestion of [...found].sort((a, b) => b.score - a.score)) {
    if (best.has(suggestion.row) || (used.has(suggestion.expression) && suggestion.score < 1)) continue;
    best.set(suggestion.row, suggestion);
    used.add(suggestion.expression);
  }
  return best;
}

/** A row of a list that has no lines yet: there is nothing to suggest for it before. */
function isInUnmadeList(row: TargetRow, aboveOf: SuggestInput["aboveOf"]): boolean {
  const above = aboveOf(row);
  if (!above) return false;
  return (above.kind === "lines" && !above.pair) || isInUnmadeList(above, aboveOf);
}

function rate(
  source: SourceField,
  row: TargetRow,
  field: ResourceField,
  around: readonly ItemsAround[],
  rootValue: SuggestInput["rootValue"],
): Suggestion | undefined {
  if (!fitsKind(source, row)) return undefined;
  const named = rateNames(source, field);
  if (!named) return undefined;
  const picked: PickedField = {
    ...source,
    path: [...source.path],
    lists: [...source.lists],
    types: [...source.types],
  };
  const related = relatePath(picked, around, rootValue);
  if (related.isMany) return undefined;
  const looks = rateLooks(source.example, field);
  const isAway = around.length > 0 && !related.isOfLine;
  const score =
    named.score +
    looks.score -
    0.02 * (source.path.length - 1) -
    (isAway ? 0.2 : 0) -
    (source.root === "" ? 0 : 0.05);
  if (score < leastScore) return undefined;
  const expression =
    row.kind === "lines" ? `[${related.text}.{}]` : convert(related.text, field.type, source.example).text;
  return {
    row: row.id,
    source: printValuePath(source.path, source.root),
    expression,
    score: Math.min(1, score),
    reasons: [...named.reasons, ...looks.reasons],
  };
}

function fitsKind(source: SourceField, row: TargetRow): boolean {
  if (row.kind === "lines") return source.kind === "list" && source.fields.length > 0;
  return source.kind === "value";
}

function rateNames(
  { path, title }: SourceField,
  field: ResourceField,
): { readonly score: number; readonly reasons: readonly Reason[] } | undefined {
  const titled = title === undefined ? undefined : [...path.slice(0, -1), title];
  const ratings = [
    { alike: likeness(path, field.name), isTitle: false },
    { alike: likeness(path, field.title), isTitle: true },
    { alike: titled && likeness(titled, field.title), isTitle: true },
    { alike: titled && likeness(titled, field.name), isTitle: true },
  ].flatMap(({ alike, isTitle }) => {
    if (alike === undefined) return [];
    const isLabel = isTitle && alike !== "meaning" && alike !== "part";
    const reason: Reason = { kind: isLabel ? "title" : alike };
    return [{ score: likenessScores[alike] - (isTitle ? 0.05 : 0), reasons: [reason] }];
  });
  return ratings.sort((a, b) => b.score - a.score)[0];
}

/** Whether a value of the source is of the form that the target asks for. */
function rateLooks(
  value: Json | undefined,
  field: ResourceField,
): { readonly score: number; readonly reasons: readonly Reason[] } {
  if (field.values && field.values.length > 0) {
    const isAllowed = field.values.some((one) => one.value === value);
    return isAllowed ? { score: 0.1, reasons: [{ kind: "value" }] } : { score: -0.25, reasons: [] };
  }
  const [look, wanted] = [lookOf(value), lookOf(field.example)];
  if (look !== undefined && look === wanted) return { score: 0.1, reasons: [{ kind: "look", look }] };
  const misfits =
    (wanted !== undefined && strictLooks.has(wanted)) ||
    (field.maxLength !== undefined && typeof value === "string" && value.length > field.maxLength) ||
    (isNumber(field) && typeof value === "string" && !/^\s*[+-]?[\d.,]+\s*$/.test(value));
  return { score: misfits ? -0.3 : 0, reasons: [] };
}

/** A field with an example of one of these takes nothing else. */
const strictLooks: ReadonlySet<Look> = new Set<Look>(["guid", "email", "date", "dateTime", "url", "iban"]);

function isNumber({ type }: ResourceField): boolean {
  return type === "number" || type === "integer";
}
