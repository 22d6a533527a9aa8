import { type Ast, eachChild, type LambdaAst, type PathAst } from "./ast.ts";
import { parse } from "./parse.ts";
import type { Slice } from "./slices.ts";
import { Spans } from "./spans.ts";

/** A path an expression can read. */
export interface Read {
  /** `$` for the record itself, else the name of a binding with its `$`, such as `$steps`. */
  readonly root: string;
  /** Field names from there. `*` and `**` stand for themselves. */
  readonly path: readonly string[];
  /** Range of the last name. */
  readonly start: number;
  readonly end: number;
}

/** A value's origin: undefined when it is made by the expression itself. */
interface Origin {
  readonly root: string;
  readonly path: readonly string[];
}

type Variables = ReadonlyMap<string, Origin | undefined>;

/** Functions that give their first argument's items to the function that is their second. */
const passesItems = new Set(["map", "filter", "single", "reduce", "sort"]);
/** Functions whose result is (part of) their first argument. */
const passesValue = new Set([
  "filter",
  "sort",
  "reverse",
  "distinct",
  "single",
  "append",
  "shuffle",
  "clone",
]);

/** Every path an expression can read, in reading order. Throws ExpressionError when the text has a mistake. */
export function reads(text: string): Read[] {
  return readsOf(parse(text), text);
}

/** As `reads`, for a tree. */
export function readsOf(ast: Ast, text: string): Read[] {
  const reader = new Reader(new Spans(text));
  reader.visit(ast, { root: "$", path: [] }, new Map());
  return reader.reads;
}

class Reader {
  readonly reads: Read[] = [];
  readonly #spans: Spans;

  constructor(spans: Spans) {
    this.#spans = spans;
  }

  /** Notes what a part reads and gives where its value comes from. */
  visit(node: Ast, context: Origin | undefined, variables: Variables): Origin | undefined {
    const origin = this.#own(node, context, variables);
    for (const stage of [...(node.predicate ?? []), ...(node.stages ?? [])]) {
      if (stage.type === "filter") this.visit(stage.expr, origin, variables);
    }
    for (const [key, value] of node.group?.lhs ?? []) {
      this.visit(key, origin, variables);
      this.visit(value, origin, variables);
    }
    return node.group === undefined ? origin : undefined;
  }

  #own(node: Ast, context: Origin | undefined, variables: Variables): Origin | undefined {
    switch (node.type) {
      case "path":
        return this.#path(node, context, variables);
      case "name":
        return this.#step(node.value, node, context);
      case "wildcard":
        return this.#step("*", node, context);
      case "descendant":
        return this.#step("**", node, context);
      case "variable":
        return this.#variable(node.value, node, context, variables);
      case "block":
        return this.#block(node.expressions, context, variables);
      case "condition": {
        this.visit(node.condition, context, variables);
        const then = this.visit(node.then, context, variables);
        const otherwise = node.else && this.visit(node.else, context, variables);
        return then ?? otherwise;
      }
      case "function":
        return this.#call(node.procedure, node.arguments, context, variables);
      case "apply":
        if (node.rhs.type === "function") {
          return this.#call(node.rhs.procedure, [node.lhs, ...node.rhs.arguments], context, variables);
        }
        this.visit(node.rhs, context, variables);
        return this.visit(node.lhs, context, variables);
      case "lambda":
        this.#lambda(node, undefined, context, variables);
        return undefined;
      case "bind":
        return this.visit(node.rhs, context, variables);
      default:
        eachChild({ ...node, predicate: [], stages: [] } as Ast, (child) =>
          this.visit(child, context, variables),
        );
        return undefined;
    }
  }

  #path(node: PathAst, context: Origin | undefined, variables: Variables): Origin | undefined {
    let origin = context;
    const inner = new Map(variables);
    for (const step of node.steps) {
      const next = this.visit(step, origin, inner);
      if (step.focus !== undefined) inner.set(step.focus, next);
      else if (step.type !== "sort") origin = next;
      if (step.index !== undefined) inner.set(step.index, undefined);
    }
    return origin;
  }

  #step(name: string, node: Ast, context: Origin | undefined): Origin | undefined {
    if (context === undefined) return undefined;
    const origin = { root: context.root, path: [...context.path, name] };
    this.#note(origin, this.#spans.of(node));
    return origin;
  }

  #variable(name: string, node: Ast, context: Origin | undefined, variables: Variables): Origin | undefined {
    if (name === "") return context;
    if (name === "$") return { root: "$", path: [] };
    if (variables.has(name)) return variables.get(name);
    const origin = { root: `$${name}`, path: [] };
    this.#note(origin, this.#spans.of(node));
    return origin;
  }

  #note(origin: Origin, span: Slice | undefined): void {
    if (span !== undefined) this.reads.push({ ...origin, ...span });
  }

  #block(expressions: readonly Ast[], context: Origin | undefined, variables: Variables): Origin | undefined {
    const inner = new Map(variables);
    let origin: Origin | undefined;
    for (const expression of expressions) {
      origin = this.visit(expression, context, inner);
      if (expression.type === "bind") inner.set(expression.lhs.value, origin);
    }
    return origin;
  }

  #call(
    procedure: Ast,
    args: readonly Ast[],
    context: Origin | undefined,
    variables: Variables,
  ): Origin | undefined {
    const name =
      procedure.type === "variable" && !variables.has(procedure.value) ? procedure.value : undefined;
    if (name === undefined) this.visit(procedure, context, variables);
    let first: Origin | undefined;
    args.forEach((argument, index) => {
      if (argument.type === "lambda" && index > 0 && name !== undefined && passesItems.has(name)) {
        this.#lambda(argument, first, context, variables);
        return;
      }
      const origin = this.visit(argument, context, variables);
      if (index === 0) first = origin;
    });
    return name !== undefined && passesValue.has(name) ? first : undefined;
  }

  #lambda(
    node: LambdaAst,
    item: Origin | undefined,
    context: Origin | undefined,
    variables: Variables,
  ): void {
    const inner = new Map(variables);
    node.arguments.forEach((argument, index) => {
      inner.set(argument.value, index === 0 ? item : undefined);
    });
    this.visit(node.body, context, inner);
  }
}
