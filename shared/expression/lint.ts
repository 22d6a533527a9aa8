import type { Ast } from "./ast.ts";
import { compile } from "./compile.ts";
import { ExpressionError } from "./error.ts";
import { unknownFields } from "./lint/fields.ts";
import type { Finding, Rule, Subject, TargetSchema } from "./lint/finding.ts";
import { collapsingLists, partialAggregates } from "./lint/lists.ts";
import { forgottenDollars, unknownNames, unknownSteps, unknownTables } from "./lint/names.ts";
import { divisions, largeIntegers, mixedComparisons } from "./lint/values.ts";
import { closeMatch, fillIn } from "./messages.ts";
import { parse } from "./parse.ts";
import { type Read, readsOf } from "./reads.ts";
import { fieldInSamples, type SampleField } from "./samples.ts";
import { Spans } from "./spans.ts";
import { type ExpressionTexts, english } from "./texts/english.ts";

export interface LintOptions {
  /** Records the expression will meet; without them fields are not checked. */
  readonly samples?: readonly unknown[];
  /** What `$source` is for each of those records. */
  readonly sources?: readonly unknown[] | undefined;
  /** What the expression is to produce. */
  readonly targetSchema?: TargetSchema | undefined;
  /** Names of the flow's value tables; left out, they are not checked. */
  readonly tables?: readonly string[] | undefined;
  /** Names of the steps a record may have passed; left out, they are not checked. */
  readonly steps?: readonly string[] | undefined;
  /** English when left out. */
  readonly texts?: ExpressionTexts | undefined;
}

const rules: readonly Rule[] = [
  unknownNames,
  forgottenDollars,
  unknownTables,
  unknownSteps,
  unknownFields,
  collapsingLists,
  partialAggregates,
  mixedComparisons,
  divisions,
  largeIntegers,
];

/** Everything in an expression a person should look at, in reading order. Never throws for what is in the text. */
export function lint(text: string, options: LintOptions = {}): Finding[] {
  const mistake = mistakeIn(text, options.texts ?? english);
  if (mistake !== undefined) return [mistake];
  const ast = parse(text);
  const subject = subjectOf(text, ast, options);
  return rules
    .flatMap((rule) => rule(subject))
    .sort((left, right) => left.start - right.start || left.end - right.end);
}

function mistakeIn(text: string, texts: ExpressionTexts): Finding | undefined {
  try {
    compile(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { code, start, end } = error;
    const missing = code === "S0203" && typeof error.value === "string" ? error.value : undefined;
    return {
      code,
      severity: "error",
      message: error.messageIn(texts),
      start,
      end,
      ...(missing !== undefined && {
        fix: { title: fillIn(texts.fixes.close, { name: missing }), start: end, end, text: missing },
      }),
    };
  }
}

function subjectOf(text: string, ast: Ast, options: LintOptions): Subject {
  const { samples = [], sources = [], texts = english } = options;
  const spans = new Spans(text);
  const reads = readsOf(ast, text);
  const fields = new Map<string, SampleField>();
  const byRange = new Map<string, Read>(reads.map((read) => [`${read.start}-${read.end}`, read]));
  return {
    text,
    ast,
    spans,
    reads,
    targetSchema: options.targetSchema,
    tables: options.tables,
    steps: options.steps,
    say: (key, values = {}) => fillIn(texts.findings[key], values),
    fixing: (key, values = {}) => fillIn(texts.fixes[key], values),
    closeTo: (word, candidates, sign = "") => closeMatch(word, candidates, sign, texts),
    field: ({ root, path }) => {
      const key = JSON.stringify([root, path]);
      const seen = root === "$" ? samples : root === "$source" ? sources : [];
      const known = fields.get(key) ?? fieldInSamples(seen, path);
      fields.set(key, known);
      return known;
    },
    readBy: (node) => {
      const span = spans.ofWord(node);
      return span && byRange.get(`${span.start}-${span.end}`);
    },
  };
}
