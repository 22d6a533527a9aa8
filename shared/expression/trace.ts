import type { Ast } from "./ast.ts";
import { traceClosures } from "./closures/closures.ts";
import { ExpressionError, toExpressionError } from "./error.ts";
import { Frame } from "./frame.ts";
import { made } from "./lazy-range.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { parse } from "./parse.ts";
import { plain } from "./plain.ts";
import { type Bindings, Run } from "./run.ts";
import { mark, OUTER, sequenceOf } from "./sequence.ts";
import { Spans } from "./spans.ts";

/** What one part of an expression gave. */
export interface TracePoint {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** How often the part was evaluated: once for each item of a path, for example. */
  readonly count: number;
  /** The first values it gave, undefined for nothing. */
  readonly values: readonly unknown[];
}

export interface Trace {
  /** Parts in the order in which they were first finished; inner ones before those around them. */
  readonly points: readonly TracePoint[];
  readonly value: unknown;
  readonly error: ExpressionError | undefined;
}

/** Values kept of a part that is evaluated many times. */
const valuesKept = 20;

/** Evaluates an expression and tells what every part of it gave, for hovering and stepping. Throws for mistakes only. */
export function trace(
  text: string,
  input: unknown,
  bindings?: Bindings,
  limits: Partial<Limits> = {},
): Trace {
  const ast = parse(text);
  const seen = new Map<Ast, { count: number; values: unknown[] }>();
  const { closure, scope } = traceClosures(text, ast, (node, value) => {
    // The name of a function is a part too, but nothing to look at.
    if (typeof value === "function" && node.type === "variable") return;
    const known = seen.get(node) ?? { count: 0, values: [] };
    known.count++;
    if (known.values.length < valuesKept) known.values.push(value);
    seen.set(node, known);
  });
  const run = new Run({ ...defaultLimits, ...limits });
  run.bindings = bindings;
  run.start(input);
  let value: unknown;
  let error: ExpressionError | undefined;
  try {
    const wrapped = Array.isArray(input) ? mark(sequenceOf(input), OUTER) : input;
    value = plain(closure(wrapped, new Frame(undefined, scope), run), run);
  } catch (thrown) {
    const told = toExpressionError(text, thrown);
    if (!(told instanceof ExpressionError)) throw told;
    error = told;
  }
  return { points: pointsOf(text, seen), value, error };
}

function pointsOf(text: string, seen: ReadonlyMap<Ast, { count: number; values: unknown[] }>): TracePoint[] {
  const spans = new Spans(text);
  const points: TracePoint[] = [];
  for (const [node, { count, values }] of seen) {
    const span = spans.of(node);
    if (span !== undefined) points.push({ ...span, count, values: values.map(shown) });
  }
  return points;
}

/** A value as data; what is too large to be shown is left out. */
function shown(value: unknown): unknown {
  try {
    const run = new Run(defaultLimits);
    return plain(made(value, run), run);
  } catch {
    return undefined;
  }
}
