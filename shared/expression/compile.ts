import { type Compiled, compileClosures } from "./closures/closures.ts";
import { toExpressionError } from "./error.ts";
import { Frame } from "./frame.ts";
import { freeVariables } from "./free-variables.ts";
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
  const expression = new CompiledExpression(text, { ...defaultLimits, ...options.limits });
  if (cache.size >= cacheSize) for (const oldest of cache.keys()) if (cache.delete(oldest)) break;
  cache.set(key, expression);
  return expression;
}

class CompiledExpression implements Expression {
  readonly text: string;
  readonly stepsRead: ReadonlySet<string> | "all" | "none";
  readonly #mentions: ReadonlySet<string>;
  readonly #compiled: Compiled;
  readonly #limits: Limits;

  constructor(text: string, limits: Limits) {
    this.text = text;
    this.#limits = limits;
    const ast = parse(text);
    try {
      this.#compiled = compileClosures(text, ast);
    } catch (error) {
      throw toExpressionError(text, error);
    }
    this.#mentions = freeVariables(ast);
    this.stepsRead = stepsReadBy(ast, this.#compiled.dynamic);
  }

  get mentions(): ReadonlySet<string> {
    return this.#mentions;
  }

  get dynamic(): boolean {
    return this.#compiled.dynamic;
  }

  evaluate(input: unknown, bindings?: Bindings): unknown {
    return this.#evaluate(new Run(this.#limits), input, bindings);
  }

  evaluateAll(inputs: readonly unknown[], bindings?: Bindings): unknown[] {
    const run = new Run(this.#limits);
    return inputs.map((input) => this.#evaluate(run, input, bindings));
  }

  #evaluate(run: Run, input: unknown, bindings: Bindings | undefined): unknown {
    run.start(input, bindings);
    const { closure, scope } = this.#compiled;
    try {
      const wrapped = Array.isArray(input) ? mark(sequenceOf(input), OUTER) : input;
      return plain(closure(wrapped, new Frame(undefined, scope), run));
    } catch (error) {
      throw toExpressionError(this.text, error);
    }
  }
}
