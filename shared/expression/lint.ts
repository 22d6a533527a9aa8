import type { Ast } from "./ast.ts";
import { compile } from "./compile.ts";
import { ExpressionError } from "./error.ts";
import { unknownFields } from "./lint/fields.ts";
import type { Finding, Rule, Subject, TargetSchema } from "./lint/finding.ts";
import { collapsingLists, partialAggregates } from "./lint/lists.ts";
import { forgottenDollars, unknownNames } from "./lint/names.ts";
import { divisions, largeIntegers, mixedComparisons } from "./lint/values.ts";
import { parse } from "./parse.ts";
import { type Read, readsOf } from "./reads.ts";
import { fieldInSamples, type SampleField } from "./samples.ts";
import { Spans } from "./spans.ts";

export interface LintOptions {
  /** Records the expression will meet; without them fields are not checked. */
  readonly samples?: readonly unknown[];
  /** What the expression is to produce. */
  readonly targetSchema?: TargetSchema | undefined;
}

const rules: readonly Rule[] = [
  unknownNames,
  forgottenDollars,
  unknownFields,
  collapsingLists,
  partialAggregates,
  mixedComparisons,
  divisions,
  largeIntegers,
];

/** Everything in an expression a person should look at, in reading order. Never throws for what is in the text. */
export function lint(text: string, options: LintOptions = {}): Finding[] {
  const mistake = mistakeIn(text);
  if (mistake !== undefined) return [mistake];
  const ast = parse(text);
  const subject = subjectOf(text, ast, options);
  return rules
    .flatMap((rule) => rule(subject))
    .sort((left, right) => left.start - right.start || left.end - right.end);
}

function mistakeIn(text: string): Finding | undefined {
  try {
    compile(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { code, message, start, end } = error;
    return { code, severity: "error", message, start, end };
  }
}

function subjectOf(text: string, ast: Ast, { samples = [], targetSchema }: LintOptions): Subject {
  const spans = new Spans(text);
  const reads = readsOf(ast, text);
  const fields = new Map<string, SampleField>();
  const byRange = new Map<string, Read>(reads.map((read) => [`${read.start}-${read.end}`, read]));
  return {
    text,
    ast,
    spans,
    reads,
    samples,
    targetSchema,
    field: (path) => {
      const key = JSON.stringify(path);
      const known = fields.get(key) ?? fieldInSamples(samples, path);
      fields.set(key, known);
      return known;
    },
    readBy: (node) => {
      const span = spans.of(node);
      return span && byRange.get(`${span.start}-${span.end}`);
    },
  };
}
