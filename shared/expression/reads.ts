import {
  type Ast,
  type CallAst,
  eachChild,
  type LambdaAst,
  type PathAst,
  type TransformAst,
  walk,
} from "./ast.ts";
import {
  type Bound,
  fieldOf,
  made,
  type Origin,
  oneOf,
  originAt,
  parentOf,
  type Variables,
} from "./origins.ts";
import { parse } from "./parse.ts";
import type { Slice } from "./slices.ts";
import { Spans } from "./spans.ts";

/** A path an expression can read. A part that can mean several places gives a read for each, all with its range. */
export interface Read {
  /** `$` for the record itself, else the name of a binding with its `$`, such as `$steps`. */
  readonly root: string;
  /** Field names from there. `*` and `**` stand for themselves. */
  readonly path: readonly string[];
  /** Whether the part can mean nothing but places of the record and its bindings. */
  readonly certain: boolean;
  /** Range of the last name. */
  readonly start: number;
  readonly end: number;
}

/** Which parameters of a function that is an argument get items of the first argument. */
const itemParameters: Readonly<Record<string, readonly number[]>> = {
  map: [0],
  filter: [0],
  single: [0],
  sort: [0, 1],
  reduce: [1],
};
/** Functions whose result is (part of) their first argument. */
const passesFirst = new Set([
  "filter",
  "sort",
  "reverse",
  "distinct",
  "single",
  "shuffle",
  "clone",
  "spread",
  "sift",
  "merge",
]);

/** Every path an expression can read, in reading order. Throws ExpressionError when the text has a mistake. */
export function reads(text: string): Read[] {
  return readsOf(parse(text), text);
}

/** As `reads`, for a tree. */
export function readsOf(ast: Ast, text: string): Read[] {
  const reader = new Reader(new Spans(text));
  reader.visit(ast, originAt("$"), new Map());
  return reader.reads;
}

class Reader {
  readonly reads: Read[] = [];
  readonly #spans: Spans;
  readonly #noted = new Set<string>();
  /** Functions being followed, so that recursion ends. */
  readonly #following = new Set<LambdaAst>();

  constructor(spans: Spans) {
    this.#spans = spans;
  }

  /** Notes what a part reads and gives where its value comes from. */
  visit(node: Ast, context: Origin, variables: Variables): Origin {
    const origin = this.#own(node, context, variables);
    for (const stage of [...(node.predicate ?? []), ...(node.stages ?? [])]) {
      if (stage.type === "filter") this.visit(stage.expr, origin, variables);
    }
    for (const [key, value] of node.group?.lhs ?? []) {
      this.visit(key, origin, variables);
      this.visit(value, origin, variables);
    }
    return node.group === undefined ? origin : made;
  }

  #own(node: Ast, context: Origin, variables: Variables): Origin {
    switch (node.type) {
      case "path":
        return this.#path(node, context, variables);
      case "name":
        return this.#step(node.value, node, context);
      case "wildcard":
        return this.#step("*", node, context);
      case "descendant":
        return this.#step("**", node, context);
      case "parent":
        return parentOf(context);
      case "variable":
        return this.#variable(node.value, node, context, variables);
      case "block":
        return this.#block(node.expressions, context, variables);
      case "condition": {
        this.visit(node.condition, context, variables);
        const then = this.visit(node.then, context, variables);
        return node.else === undefined ? then : oneOf([then, this.visit(node.else, context, variables)]);
      }
      case "function":
        return this.#call(node, node.arguments, context, variables);
      case "apply":
        return this.#apply(node.lhs, node.rhs, context, variables);
      case "lambda":
        return this.#function({ kind: "function", lambda: node, variables }, [], context);
      case "bind":
        return this.visit(node.rhs, context, variables);
      case "transform":
        return this.#transform(node, made, variables);
      default:
        return this.#made(node, context, variables);
    }
  }

  #made(node: Ast, context: Origin, variables: Variables): Origin {
    if (node.type === "unary" && node.value === "[") {
      return oneOf(node.expressions.map((item) => this.visit(item, context, variables)));
    }
    if (node.type === "unary" && node.value === "{") {
      const members = new Map<string, Origin>();
      for (const [key, value] of node.lhs) {
        this.visit(key, context, variables);
        const origin = this.visit(value, context, variables);
        if (key.type === "string") members.set(String(key.value), origin);
      }
      return { ...made, members };
    }
    const { predicate: _predicate, stages: _stages, group: _group, ...bare } = node;
    // Only what visit() looks at itself is left out.
    eachChild(bare as Ast, (child) => this.visit(child, context, variables));
    return made;
  }

  #path(node: PathAst, context: Origin, variables: Variables): Origin {
    let origin = context;
    const inner = new Map(variables);
    for (const step of node.steps) {
      const next = this.visit(step, origin, inner);
      if (step.focus !== undefined) inner.set(step.focus, { kind: "value", origin: next });
      else if (step.type !== "sort") origin = next;
      if (step.index !== undefined) inner.set(step.index, { kind: "value", origin: made });
    }
    return origin;
  }

  #step(name: string, node: Ast, context: Origin): Origin {
    const origin = fieldOf(context, name);
    this.#note(origin, this.#spans.ofWord(node));
    const member = context.members?.get(name);
    return member === undefined ? origin : oneOf([...(origin.places.length > 0 ? [origin] : []), member]);
  }

  #variable(name: string, node: Ast, context: Origin, variables: Variables): Origin {
    if (name === "") return context;
    if (name === "$") return originAt("$");
    const bound = variables.get(name);
    if (bound !== undefined) return bound.kind === "value" ? bound.origin : made;
    const origin = originAt(`$${name}`);
    this.#note(origin, this.#spans.ofWord(node));
    return origin;
  }

  #note({ places, certain }: Origin, span: Slice | undefined): void {
    if (span === undefined) return;
    for (const { root, path } of places) {
      const key = JSON.stringify([span.start, span.end, root, path]);
      if (this.#noted.has(key)) continue;
      this.#noted.add(key);
      this.reads.push({ root, path, certain, ...span });
    }
  }

  #block(expressions: readonly Ast[], context: Origin, variables: Variables): Origin {
    const inner = new Map(variables);
    let origin: Origin = made;
    for (const expression of expressions) {
      origin = this.visit(expression, context, inner);
      if (expression.type !== "bind") continue;
      const lambda = expression.rhs.type === "lambda" ? expression.rhs : undefined;
      inner.set(
        expression.lhs.value,
        lambda ? { kind: "function", lambda, variables: inner } : { kind: "value", origin },
      );
    }
    return origin;
  }

  #apply(lhs: Ast, rhs: Ast, context: Origin, variables: Variables): Origin {
    if (rhs.type === "function") return this.#call(rhs, [lhs, ...rhs.arguments], context, variables);
    const origin = this.visit(lhs, context, variables);
    if (rhs.type === "transform") return this.#transform(rhs, origin, variables);
    const bound = functionOf(rhs, variables);
    if (bound !== undefined) return this.#function(bound, [origin], context);
    this.visit(rhs, context, variables);
    return rhs.type === "variable" && passesFirst.has(rhs.value) ? origin : made;
  }

  #transform(node: TransformAst, origin: Origin, variables: Variables): Origin {
    const found = this.visit(node.pattern, origin, variables);
    this.visit(node.update, found, variables);
    if (node.delete !== undefined) {
      this.visit(node.delete, found, variables);
      walk(node.delete, (part) => {
        if (part.type === "string") this.#step(String(part.value), part, found);
      });
    }
    return origin;
  }

  #call(call: CallAst, args: readonly Ast[], context: Origin, variables: Variables): Origin {
    const { procedure } = call;
    const bound = functionOf(procedure, variables);
    if (bound !== undefined) {
      const origins = args.map((argument) => this.visit(argument, context, variables));
      return this.#function(bound, origins, context);
    }
    if (procedure.type !== "variable" || variables.has(procedure.value)) {
      this.visit(procedure, context, variables);
      for (const argument of args) this.visit(argument, context, variables);
      return made;
    }
    return this.#builtIn(procedure.value, args, context, variables);
  }

  #builtIn(name: string, args: readonly Ast[], context: Origin, variables: Variables): Origin {
    const [firstArgument, secondArgument] = args;
    const first =
      firstArgument === undefined || functionOf(firstArgument, variables) !== undefined
        ? made
        : this.visit(firstArgument, context, variables);
    let result: Origin = made;
    const others: Origin[] = [];
    for (const argument of args.slice(1)) {
      const bound = functionOf(argument, variables);
      if (bound === undefined) others.push(this.visit(argument, context, variables));
      else result = this.#function(bound, parametersOf(name, first), context);
    }
    if (name === "lookup" && secondArgument?.type === "string") {
      return this.#step(String(secondArgument.value), secondArgument, first);
    }
    if (name === "append") return oneOf([first, ...others]);
    return passesFirst.has(name) ? first : result;
  }

  /** Follows a function with what its parameters are given. */
  #function(bound: Bound & { kind: "function" }, given: readonly Origin[], context: Origin): Origin {
    const { lambda, variables } = bound;
    if (this.#following.has(lambda)) return made;
    this.#following.add(lambda);
    const inner = new Map(variables);
    lambda.arguments.forEach((argument, index) => {
      inner.set(argument.value, { kind: "value", origin: given[index] ?? made });
    });
    const origin = this.visit(lambda.body, context, inner);
    this.#following.delete(lambda);
    return origin;
  }
}

/** The function a part stands for when the text itself writes it. */
function functionOf(node: Ast, variables: Variables): (Bound & { kind: "function" }) | undefined {
  if (node.type === "lambda") return { kind: "function", lambda: node, variables };
  const bound = node.type === "variable" ? variables.get(node.value) : undefined;
  return bound?.kind === "function" ? bound : undefined;
}

/** What a built-in function gives the parameters of the function it is handed. */
function parametersOf(name: string, first: Origin): readonly Origin[] {
  if (name === "each" || name === "sift") return [fieldOf(first, "*")];
  const items = itemParameters[name] ?? [];
  return [0, 1].map((index) => (items.includes(index) ? first : made));
}
