import { type Ast, eachChild } from "./ast.ts";
import { type Compiled, callsEval, compileClosures } from "./closures/closures.ts";
import { placeOf, toExpressionError } from "./error.ts";
import { Fault, rethrowAt } from "./fault.ts";
import { Frame } from "./frame.ts";
import { freeVariables } from "./free-variables.ts";
import { canGenerate, type Evaluate, generate } from "./generated/generate.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { parse } from "./parse.ts";
import { plain } from "./plain.ts";
import { regexSearch } from "./regular-expression.ts";
import { type Bindings, Run } from "./run.ts";
import { mark, OUTER, sequenceOf } from "./sequence.ts";
import { sharedCondition } from "./shared-condition.ts";
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

/** A regular expression as the text has it: the parser adds the flag `g`. */
function written({ source, flags }: RegExp): string {
  return `/${source}/${flags.replace("g", "")}`;
}

/** Deeper trees are refused: a program that takes them apart would run out of stack. */
const maxDepth = 600;

/** Refuses what would fail in every evaluation: too much nesting, regular expressions that cannot be run safely. */
function check(text: string, node: Ast, depth = 0): void {
  if (depth > maxDepth) throw new Fault("X1004");
  if (node.type === "regex") {
    try {
      regexSearch(node.value);
    } catch (error) {
      rethrowAt(error, placeOf(text, node.position, written(node.value)));
    }
  }
  // The condition of `??` and `?:` is a copy of the value, in which regular expressions are broken.
  const copied =
    node.type === "condition" && sharedCondition(node) !== undefined ? node.condition : undefined;
  eachChild(node, (child) => {
    if (child !== copied) check(text, child, depth + 1);
  });
}

/** The closure back end, compiled when first needed: generated code rarely needs all of it. */
function byClosures(text: string, ast: Ast): Evaluate {
  let compiled: Compiled | undefined;
  return (input, run) => {
    compiled ??= compileClosures(text, ast);
    const wrapped = Array.isArray(input) ? mark(sequenceOf(input), OUTER) : input;
    return plain(compiled.closure(wrapped, new Frame(undefined, compiled.scope), run), run);
  };
}

class CompiledExpression implements Expression {
  readonly text: string;
  readonly mentions: ReadonlySet<string>;
  readonly stepsRead: ReadonlySet<string> | "all" | "none";
  readonly dynamic: boolean;
  readonly #limits: Limits;
  readonly #fast: Evaluate;
  readonly #complete: Evaluate;
  /** Names of built-in functions that `#fast` does not look up in the bindings. */
  readonly #reliedOn: readonly string[];
  #spare: Run | undefined;

  constructor(text: string, limits: Limits, backEnd: "generated" | "closures") {
    this.text = text;
    this.#limits = limits;
    const ast = parse(text);
    try {
      check(text, ast);
      this.dynamic = callsEval(ast);
      this.#complete = byClosures(text, ast);
      const generated =
        backEnd === "generated" && !this.dynamic ? generate(text, ast, this.#complete) : undefined;
      this.#fast = generated?.evaluate ?? this.#complete;
      this.#reliedOn = generated?.reliedOn ?? [];
    } catch (error) {
      throw toExpressionError(text, error);
    }
    this.mentions = freeVariables(ast);
    this.stepsRead = stepsReadBy(ast, this.dynamic);
  }

  evaluate(input: unknown, bindings?: Bindings): unknown {
    // A host function may evaluate the same expression again; that evaluation counts for itself.
    const run = this.#spare ?? new Run(this.#limits);
    this.#spare = undefined;
    run.bindings = bindings;
    run.start(input);
    try {
      return bindings === undefined ? this.#fast(input, run) : this.#chosen(bindings)(input, run);
    } catch (error) {
      run.reset();
      throw toExpressionError(this.text, error);
    } finally {
      // Kept for the next record, but nothing of this one.
      run.root = undefined;
      run.bindings = undefined;
      this.#spare = run;
    }
  }

  evaluateAll(inputs: readonly unknown[], bindings?: Bindings): unknown[] {
    const run = new Run(this.#limits);
    run.bindings = bindings;
    const evaluate = this.#chosen(bindings);
    const results = new Array<unknown>(inputs.length);
    try {
      for (let index = 0; index < inputs.length; index++) {
        run.start(inputs[index]);
        results[index] = evaluate(inputs[index], run);
      }
    } catch (error) {
      throw toExpressionError(this.text, error);
    }
    return results;
  }

  /** Generated code takes names of built-in functions for just those; bindings may say otherwise. */
  #chosen(bindings: Bindings | undefined): Evaluate {
    if (bindings === undefined) return this.#fast;
    for (const name of this.#reliedOn) if (Object.hasOwn(bindings, name)) return this.#complete;
    return this.#fast;
  }
}
