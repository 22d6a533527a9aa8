import { compileClosures } from "./closures/closures.ts";
import { toExpressionError } from "./error.ts";
import { Frame } from "./frame.ts";
import { freeVariables } from "./free-variables.ts";
import { canGenerate, type Generated, generate } from "./generated/generate.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { parse } from "./parse.ts";
import { type Bindings, Run } from "./run.ts";
import { mark, OUTER, plain, sequenceOf } from "./sequence.ts";
import { stepsReadBy } from "./steps-read.ts";

export type { Bindings } from "./run.ts";

export interface CompileOptions {
  readonly limits?: Partial<Limits>;
  /** Left out: generated where code generation is allowed, else closures. */
  readonly backEnd?: "generated" | "closures";
}

/** A compiled expression. Keeps nothing of what it evaluates. */
export interface Expression {
  readonly text: string;
  /** Every `$name` the text takes from outside, without `$`, built-in functions included. */
  readonly mentions: ReadonlySet<string>;
  /** Calls `$eval`, so that `mentions` may be incomplete. */
  readonly dynamic: boolean;
  /** Which members of `$steps` are read. */
  readonly stepsRead: ReadonlySet<string> | "all" | "none";
  /** The result as plain data, undefined for none. Throws ExpressionError. */
  evaluate(input: unknown, bindings?: Bindings): unknown;
  /** As `evaluate` for each input; the first error ends it. */
  evaluateAll(inputs: readonly unknown[], bindings?: Bindings): unknown[];
}

/** Expressions kept by text and options; beyond, the oldest is forgotten. */
const cacheSize = 2_000;
const cache = new Map<string, Expression>();

/** Compiles an expression, or finds it compiled already. Throws ExpressionError when the text has a mistake. */
export function compile(text: string, options: CompileOptions = {}): Expression {
  const key = JSON.stringify([text, options.limits, options.backEnd]);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const backEnd = options.backEnd ?? (canGenerate() ? "generated" : "closures");
  const expression = new CompiledExpression(text, { ...defaultLimits, ...options.limits }, backEnd);
  if (cache.size >= cacheSize) for (const oldest of cache.keys()) if (cache.delete(oldest)) break;
  cache.set(key, expression);
  return expression;
}

class CompiledExpression implements Expression {
  readonly text: string;
  readonly mentions: ReadonlySet<string>;
  readonly stepsRead: ReadonlySet<string> | "all" | "none";
  readonly dynamic: boolean;
  readonly #evaluate: Generated;
  readonly #run: Run;
  #running = false;

  constructor(text: string, limits: Limits, backEnd: "generated" | "closures") {
    this.text = text;
    this.#run = new Run(limits);
    const ast = parse(text);
    try {
      const { closure, scope, dynamic } = compileClosures(text, ast);
      this.dynamic = dynamic;
      const byClosure = (input: unknown, run: Run): unknown => {
        const wrapped = Array.isArray(input) ? mark(sequenceOf(input), OUTER) : input;
        return plain(closure(wrapped, new Frame(undefined, scope), run));
      };
      const simple = !dynamic && scope.slots.size === 0;
      const generated = backEnd === "generated" && simple ? generate(text, ast, byClosure) : undefined;
      this.#evaluate = generated ?? byClosure;
    } catch (error) {
      throw toExpressionError(text, error);
    }
    this.mentions = freeVariables(ast);
    this.stepsRead = stepsReadBy(ast, this.dynamic);
  }

  evaluate(input: unknown, bindings?: Bindings): unknown {
    // A host function may evaluate the same expression again; that evaluation counts for itself.
    if (this.#running) return this.#once(new Run(this.#run.limits), input, bindings);
    this.#running = true;
    try {
      return this.#once(this.#run, input, bindings);
    } finally {
      this.#running = false;
      this.#run.finish();
    }
  }

  #once(run: Run, input: unknown, bindings: Bindings | undefined): unknown {
    run.start(input, bindings);
    try {
      return this.#evaluate(input, run);
    } catch (error) {
      throw toExpressionError(this.text, error);
    }
  }

  evaluateAll(inputs: readonly unknown[], bindings?: Bindings): unknown[] {
    const run = new Run(this.#run.limits);
    const evaluate = this.#evaluate;
    const results = new Array<unknown>(inputs.length);
    try {
      for (let index = 0; index < inputs.length; index++) {
        run.start(inputs[index], bindings);
        results[index] = evaluate(inputs[index], run);
      }
    } catch (error) {
      throw toExpressionError(this.text, error);
    }
    return results;
  }
}
