import type { Ast } from "../ast.ts";
import { declareBinds } from "../closures/blocks.ts";
import { type Closure, closureMaker } from "../closures/closures.ts";
import { placeOf } from "../error.ts";
import type { Place } from "../fault.ts";
import { Scope } from "../frame.ts";
import { freeVariables } from "../free-variables.ts";
import type { Run } from "../run.ts";
import { emitBlock } from "./emit-blocks.ts";
import { emitApply, emitCall } from "./emit-calls.ts";
import { emitArray, emitObject } from "./emit-constructors.ts";
import { emitBinary, emitCondition, emitNegate, testBinary, testOf } from "./emit-operators.ts";
import { emitPath } from "./emit-paths.ts";
import { type At, type Generation, type HelperName, NotGenerated } from "./generation.ts";
import { type Operand, operand } from "./operand.ts";
import { helpers, outermost } from "./runtime.ts";
import { Source } from "./source.ts";

/** A whole expression as one JavaScript function. The result is plain data. */
export type Evaluate = (input: unknown, run: Run) => unknown;

/** Generated code, and the names it takes for built-in functions whatever the bindings say. */
export interface Generated {
  readonly evaluate: Evaluate;
  readonly reliedOn: readonly string[];
}

/** Generated code is only worth its time for texts of a person's size. */
const maxTextLength = 20_000;

let allowed: boolean | undefined;

/** Whether this place allows code to be made from text; a content-security policy may forbid it. */
export function canGenerate(): boolean {
  if (allowed === undefined) {
    try {
      allowed = new Function("return true")() === true;
    } catch {
      allowed = false;
    }
  }
  return allowed;
}

/**
 * Generates code for an expression; undefined when closures serve it better. The code handles records that are plain
 * objects; `closure` gets all other input.
 */
export function generate(text: string, ast: Ast, closure: Evaluate): Generated | undefined {
  if (text.length > maxTextLength) return undefined;
  const names = new Scope(undefined);
  declareBinds(ast, names);
  // What `:=` binds outside of every block is seen by closures too, which read frames.
  if (names.slots.size > 0) return undefined;
  const generator = new Generator(text, ast);
  const input = operand("input", "object", false);
  let result: Operand;
  try {
    result = generator.emit(ast, { context: input, locals: new Map(), marked: false });
  } catch (error) {
    if (error instanceof NotGenerated || error instanceof RangeError) return undefined;
    throw error;
  }
  return generator.finish(result, closure);
}

class Generator implements Generation {
  readonly source = new Source();
  readonly #text: string;
  readonly #compileClosure: (node: Ast) => Closure;
  readonly #reliedOn = new Set<string>();

  constructor(text: string, ast: Ast) {
    this.#text = text;
    this.#compileClosure = closureMaker(text, ast, outermost.scope);
  }

  finish(result: Operand, closure: Evaluate): Generated {
    const { source } = this;
    source.line(`return ${result.clean ? result.code : `${this.helper("plain")}(${result.code}, run)`};`);
    const whole = source.constant(closure);
    source.entry(
      `if (typeof input !== "object" || input === null || input.__proto__ !== plainPrototype) return ${whole}(input, run);`,
    );
    const { code, constants } = source.finish();
    // The text holds no word of the expression but field names and texts, which JSON.stringify has quoted.
    const evaluate = new Function("constants", code)(constants) as Evaluate;
    return { evaluate, reliedOn: [...this.#reliedOn] };
  }

  emit(node: Ast, at: At): Operand {
    if (node.predicate !== undefined || (node.group !== undefined && node.type !== "path")) {
      return this.fallback(node, at);
    }
    switch (node.type) {
      case "string":
      case "number":
      case "value":
        return literal(node.value);
      case "path":
        return emitPath(node, at, this);
      case "name":
        return emitPath({ type: "path", steps: [node] }, at, this);
      case "variable":
        return this.#variable(node.value, at);
      case "binary":
        return emitBinary(node, at, this);
      case "unary":
        if (node.keepArray === true) return this.fallback(node, at);
        if (node.value === "[") return emitArray(node, at, this);
        if (node.value === "-") return emitNegate(node, at, this);
        return emitObject(node, at, this);
      case "condition":
        return emitCondition(node, at, this);
      case "block":
        return emitBlock(node, at, this);
      case "function":
        return node.keepArray === true ? this.fallback(node, at) : emitCall(node, at, this);
      case "apply":
        return node.keepArray === true ? this.fallback(node, at) : emitApply(node, at, this);
      default:
        return this.fallback(node, at);
    }
  }

  test(node: Ast, at: At): string {
    if (node.type === "binary" && node.predicate === undefined && node.group === undefined) {
      return testBinary(node, at, this);
    }
    return testOf(this.emit(node, { ...at, marked: false }), this);
  }

  #variable(name: string, at: At): Operand {
    if (name === "") return at.context;
    if (name === "$") return operand("input", "object", false);
    const local = at.locals.get(name);
    if (local !== undefined) return local;
    return operand(
      this.source.declare(`${this.helper("global")}(${JSON.stringify(name)}, run)`),
      "any",
      true,
      false,
    );
  }

  fallback(node: Ast, at: At): Operand {
    return operand(this.source.declare(this.fallbackCode(node, at)), "any", true, false);
  }

  fallbackCode(node: Ast, at: At): string {
    for (const name of freeVariables(node)) if (at.locals.has(name)) throw new NotGenerated();
    const compile = this.#compileClosure;
    let compiled: Closure | undefined;
    const closure = (input: unknown, run: Run): unknown => {
      compiled ??= compile(node);
      return compiled(input, outermost, run);
    };
    return `${this.source.constant(closure)}(${at.context.code}, run)`;
  }

  helper(name: HelperName): string {
    return this.source.constant(helpers[name]);
  }

  relyOn(name: string): void {
    this.#reliedOn.add(name);
  }

  place(node: Ast, token: string, shown?: string): Place {
    return placeOf(this.#text, node.position, token, shown);
  }
}

function literal(value: string | number | boolean | null): Operand {
  const kind =
    typeof value === "string" ? "text" : value === null ? "any" : (typeof value as "number" | "boolean");
  const code = typeof value === "number" ? `(${value})` : JSON.stringify(value);
  return { code, kind, missing: false, clean: true, literal: value };
}
