import jsonata from "jsonata";
import { compile } from "../compile.ts";
import { ExpressionError } from "../error.ts";
import { seededRandom } from "../random.ts";
import { Draw, randomData, randomExpression } from "./random-expression.ts";

const backEnds = ["generated", "closures"] as const;
type BackEnd = (typeof backEnds)[number];

/** What one evaluation came to: the result as JSON, or an error's code. */
export interface Outcome {
  readonly json?: string | undefined;
  readonly code?: string;
}

/** Two evaluations that should have come to the same. */
export interface Difference {
  readonly backEnd: BackEnd;
  readonly text: string;
  readonly data: string;
  readonly expected: Outcome;
  readonly actual: Outcome;
}

export interface Comparison {
  readonly pairs: number;
  /** Different results, or a result where an error is expected, or the other way round. */
  readonly results: readonly Difference[];
  /** Both fail, with different codes. */
  readonly codes: readonly Difference[];
}

export interface ComparisonOptions {
  readonly seed: string;
  readonly pairs: number;
  /** Told every thousand pairs. */
  readonly onProgress?: (pairs: number) => void;
}

/** The reference failed with an error that is not one of the language. */
const uncoded = "uncoded";

/** Records tried with each expression. */
const dataPerExpression = 8;

/** Evaluates random expressions over random data here and with the reference, and tells every difference. */
export async function compareWithReference(options: ComparisonOptions): Promise<Comparison> {
  const draw = new Draw(seededRandom(options.seed));
  const results: Difference[] = [];
  const codes: Difference[] = [];
  let pairs = 0;
  while (pairs < options.pairs) {
    const text = randomExpression(draw);
    const inputs = Array.from({ length: dataPerExpression }, () => randomData(draw));
    for (const input of inputs) {
      const data = JSON.stringify(input);
      const expected = await byReference(text, frozen(JSON.parse(data)));
      pairs++;
      if (pairs % 1000 === 0) options.onProgress?.(pairs);
      for (const backEnd of backEnds) {
        const actual = byCompiler(text, frozen(JSON.parse(data)), backEnd);
        if (agree(expected, actual)) continue;
        const bothFail = expected.code !== undefined && actual.code !== undefined;
        (bothFail ? codes : results).push({ backEnd, text, data, expected, actual });
      }
    }
  }
  return { pairs, results, codes };
}

/** The reference's object constructor puts an item into an empty array it meets, for example in a transform's copy. */
function wroteIntoEmptyArray(expected: Outcome, actual: Outcome): boolean {
  return expected.json !== undefined && expected.json.replaceAll("[null]", "[]") === actual.json;
}

function agree(expected: Outcome, actual: Outcome): boolean {
  if (expected.json === actual.json && expected.code === actual.code) return true;
  // An error without a code is the reference's own mistake, a TypeError somewhere inside it.
  return expected.code === uncoded || wroteIntoEmptyArray(expected, actual);
}

/** Where the reference would change its input, it now fails without a code; where we would, a test fails. */
function frozen(value: unknown): unknown {
  if (typeof value === "object" && value !== null) {
    for (const member of Object.values(value)) frozen(member);
    Object.freeze(value);
  }
  return value;
}

/** JSON without functions, which the reference shows as objects of its own. */
function toJson(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== "object" || inner === null) return inner;
    return "_jsonata_lambda" in inner || "_jsonata_function" in inner ? undefined : inner;
  });
}

/** The code of what the reference threw. `$eval` gives a code even to the reference's own mistakes, and keeps them. */
function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return uncoded;
  const wraps = error.code === "D3121" && "error" in error && codeOf(error.error) === uncoded;
  return wraps ? uncoded : String(error.code);
}

async function byReference(text: string, input: unknown): Promise<Outcome> {
  try {
    return { json: toJson(await jsonata(text).evaluate(input)) };
  } catch (error) {
    return { code: codeOf(error) };
  }
}

function byCompiler(text: string, input: unknown, backEnd: BackEnd): Outcome {
  try {
    return { json: toJson(compile(text, { backEnd }).evaluate(input)) };
  } catch (error) {
    if (error instanceof ExpressionError) return { code: error.code };
    throw error;
  }
}
