import { type Ast, walk } from "../ast.ts";
import { pureBuiltIns } from "../builtins/built-ins.ts";
import { placeOf } from "../error.ts";
import type { Place } from "../fault.ts";
import { type Resolution, resolve, Scope } from "../frame.ts";
import { made } from "../lazy-range.ts";
import { parse } from "../parse.ts";
import { regexFunction, regexSearch } from "../regular-expression.ts";
import type { Run } from "../run.ts";
import { collapse, collapseKeeping } from "../sequence.ts";
import { compileBlock, compileCondition, declareBinds } from "./blocks.ts";
import { compileApply, compileCall, compileLambda, compilePartial, compileTailCall } from "./calls.ts";
import type { Closure, Compiler, Finish } from "./compiler.ts";
import { compileArray, isRange } from "./constructors.ts";
import { evalFunction } from "./evaluate-text.ts";
import { compileFilter } from "./filters.ts";
import { compileGroup } from "./groups.ts";
import { descendantsOf, nameClosure, wildcardOf } from "./navigation.ts";
import { compileBinary, compileNegate } from "./operators.ts";
import { compilePath } from "./paths.ts";
import { compileTransform } from "./transforms.ts";
import { compileBind, compileVariable } from "./variables.ts";

/** What is known of a compiled expression. */
export interface Compiled {
  readonly closure: Closure;
  readonly scope: Scope;
}

/** Every built-in function. */
export const builtIns = new Map([...pureBuiltIns, ["eval", evalFunction(compileEvaluated)] as const]);

/** Compiles a tree to closures. */
export function compileClosures(text: string, ast: Ast): Compiled {
  const scope = new Scope(undefined);
  declareBinds(ast, scope);
  const facts = factsOfText(ast);
  const compiler = new ClosureCompiler(text, facts);
  const closure = compiler.compile(ast, scope);
  return { closure, scope };
}

/** Compiles single parts of a text that run outside of every block. */
export function closureMaker(text: string, ast: Ast, scope: Scope): (node: Ast) => Closure {
  const compiler = new ClosureCompiler(text, factsOfText(ast));
  return (node) => compiler.compile(node, scope);
}

/** As `compileClosures`; `observe` is told the value of every part whenever it has been evaluated. */
export function traceClosures(
  text: string,
  ast: Ast,
  observe: (node: Ast, value: unknown) => void,
): Compiled {
  const scope = new Scope(undefined);
  declareBinds(ast, scope);
  const closure = new TracingCompiler(text, factsOfText(ast), observe).compile(ast, scope);
  return { closure, scope };
}

export type { Closure } from "./compiler.ts";

/** Whether a tree can run texts. */
export function callsEval(ast: Ast): boolean {
  return factsOfText(ast).dynamic;
}

/** Compiles what is given to `$eval`, to run in a scope that is already running. */
function compileEvaluated(text: string, scope: Scope): Closure {
  const ast = parse(text);
  return new ClosureCompiler(text, { ...factsOfText(ast), dynamic: true }).compile(ast, scope);
}

interface TextFacts {
  readonly dynamic: boolean;
  /** Names that may stand in a tuple. */
  readonly tupleNames: ReadonlySet<string>;
}

function factsOfText(ast: Ast): TextFacts {
  const tupleNames = new Set<string>();
  let dynamic = false;
  walk(ast, (node) => {
    if (node.type === "variable" && node.value === "eval") dynamic = true;
    if (node.type === "bind") tupleNames.add(node.lhs.value);
    if (node.focus !== undefined) tupleNames.add(node.focus);
    if (node.index !== undefined) tupleNames.add(node.index);
    if (node.ancestor !== undefined) tupleNames.add(node.ancestor.label);
    if (node.type === "parent") tupleNames.add(node.slot.label);
    for (const stage of node.stages ?? []) if (stage.type === "index") tupleNames.add(stage.value);
  });
  return { dynamic, tupleNames };
}

const unchanged: Finish = (value) => value;

function keepingOrNot(node: Ast): Finish {
  return node.keepArray === true ? collapseKeeping : collapse;
}

class ClosureCompiler implements Compiler {
  readonly text: string;
  readonly #facts: TextFacts;

  constructor(text: string, facts: TextFacts) {
    this.text = text;
    this.#facts = facts;
  }

  get dynamic(): boolean {
    return this.#facts.dynamic;
  }

  resolve(scope: Scope, name: string): Resolution {
    return resolve(
      scope,
      name,
      (at, sought) => this.#facts.dynamic || (at.tuple && this.#facts.tupleNames.has(sought)),
    );
  }

  place(node: Ast, token: string, shown?: string): Place {
    return placeOf(this.text, node.position, token, shown);
  }

  compile(node: Ast, scope: Scope): Closure {
    const lazy = this.compileLazy(node, scope);
    return this.#mayBeRange(node, scope) ? (input, frame, run) => made(lazy(input, frame, run), run) : lazy;
  }

  /** Whether `compileLazy` can give a range here. */
  #mayBeRange(node: Ast, scope: Scope): boolean {
    if (node.predicate !== undefined || node.group !== undefined) return false;
    if (node.type === "variable") return node.value !== "" && this.resolve(scope, node.value).range;
    if (node.type === "bind") return this.#mayBeRange(node.rhs, scope);
    return isRange(node);
  }

  compileLazy(node: Ast, scope: Scope): Closure {
    const own = this.#compileOwn(node, scope, false);
    const filters = (node.predicate ?? []).flatMap((stage) =>
      stage.type === "filter" ? [compileFilter(stage.expr, scope, this)] : [],
    );
    const group = node.type !== "path" && node.group ? compileGroup(node.group, scope, this) : undefined;
    if (filters.length === 0 && group === undefined) return own;
    const finish = keepingOrNot(node);
    return (input, frame, run) => {
      let result = own(input, frame, run);
      for (const filter of filters) result = filter(result, frame, run);
      if (group !== undefined) result = group(made(result, run), frame, run);
      return finish(result);
    };
  }

  finish(node: Ast): Finish {
    const more = node.predicate !== undefined || (node.group !== undefined && node.type !== "path");
    return more ? unchanged : keepingOrNot(node);
  }

  #finished(node: Ast, navigate: (input: unknown, run: Run) => unknown): Closure {
    const finish = this.finish(node);
    return (input, _frame, run) => finish(navigate(input, run));
  }

  compileTail(node: Ast, scope: Scope): Closure {
    const bare = node.predicate === undefined && node.group === undefined;
    if (!bare) return this.compile(node, scope);
    if (node.type === "block" || node.type === "condition") return this.#compileOwn(node, scope, true);
    if (node.type === "lambda" && node.thunk === true && node.body.type === "function" && !node.body.group) {
      return compileTailCall(node.body, scope, this, builtIns);
    }
    return this.compile(node, scope);
  }

  #compileOwn(node: Ast, scope: Scope, tail: boolean): Closure {
    switch (node.type) {
      case "string":
      case "number":
      case "value": {
        const { value } = node;
        return () => value;
      }
      case "name":
        return nameClosure(node.value, this.finish(node));
      case "variable":
        return compileVariable(node, scope, this, builtIns);
      case "wildcard":
        return this.#finished(node, wildcardOf);
      case "descendant":
        return this.#finished(node, descendantsOf);
      case "parent":
        return compileVariable({ ...node, type: "variable", value: node.slot.label }, scope, this, builtIns);
      case "path":
        return compilePath(node, scope, this);
      case "binary":
        return compileBinary(node, scope, this);
      case "unary":
        if (node.value === "[") return compileArray(node, scope, this);
        if (node.value === "-") return compileNegate(node, scope, this);
        return compileGroup(node, scope, this);
      case "condition":
        return compileCondition(node, scope, this, tail);
      case "block":
        return compileBlock(node, scope, this, tail);
      case "bind":
        return compileBind(node, scope, this);
      case "function":
        return compileCall(node, scope, this, builtIns);
      case "partial":
        return compilePartial(node, scope, this, builtIns);
      case "lambda":
        return node.thunk === true ? this.compile(node.body, scope) : compileLambda(node, scope, this);
      case "apply":
        return compileApply(node, scope, this, builtIns);
      case "transform":
        return compileTransform(node, scope, this, builtIns);
      case "regex": {
        const { value } = node;
        const regex = regexFunction(regexSearch(value), value.source);
        return () => regex;
      }
      default:
        return () => undefined;
    }
  }
}

class TracingCompiler extends ClosureCompiler {
  readonly #observe: (node: Ast, value: unknown) => void;

  constructor(text: string, facts: TextFacts, observe: (node: Ast, value: unknown) => void) {
    super(text, facts);
    this.#observe = observe;
  }

  override compileLazy(node: Ast, scope: Scope): Closure {
    const closure = super.compileLazy(node, scope);
    return (input, frame, run) => {
      const value = closure(input, frame, run);
      this.#observe(node, value);
      return value;
    };
  }
}
