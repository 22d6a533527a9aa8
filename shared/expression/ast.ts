/**
 * The parser's syntax tree. Upstream calls it internal, so its shape is pinned: by the exact version in package.json
 * and by ast.test.ts, which fails when an upgrade changes it.
 */

/** Where a `%` finds its value: the label under which a step leaves its context for later. */
export interface AncestorSlot {
  readonly label: string;
}

/** A predicate `[…]` or a position variable `#$i` that follows a step. */
export type Stage = FilterStage | IndexStage;

export interface FilterStage {
  readonly type: "filter";
  readonly expr: Ast;
  readonly position: number;
}

export interface IndexStage {
  readonly type: "index";
  readonly value: string;
  readonly position: number;
}

/** Key and value of one pair of `{…}`. */
export type Pair = readonly [key: Ast, value: Ast];

/** A group-by `{…}` behind an expression. */
export interface GroupBy {
  readonly lhs: readonly Pair[];
  readonly position: number;
}

/** What any node may carry. `position` is the offset just behind the node's own token. */
export interface Marks {
  readonly position?: number;
  readonly keepArray?: boolean;
  readonly predicate?: readonly Stage[];
  readonly stages?: readonly Stage[];
  readonly group?: GroupBy;
  readonly focus?: string;
  readonly index?: string;
  readonly ancestor?: AncestorSlot;
  readonly tuple?: boolean;
  readonly consarray?: boolean;
}

export interface LiteralAst extends Marks {
  readonly type: "string" | "number" | "value";
  readonly value: string | number | boolean | null;
}

export interface NameAst extends Marks {
  readonly type: "name";
  readonly value: string;
}

export interface VariableAst extends Marks {
  readonly type: "variable";
  readonly value: string;
}

export interface WildcardAst extends Marks {
  readonly type: "wildcard" | "descendant";
}

export interface ParentAst extends Marks {
  readonly type: "parent";
  readonly slot: AncestorSlot;
}

export interface PathAst extends Marks {
  readonly type: "path";
  readonly steps: readonly Ast[];
  readonly keepSingletonArray?: boolean;
}

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "&"
  | ".."
  | "in"
  | "and"
  | "or";

export interface BinaryAst extends Marks {
  readonly type: "binary";
  readonly value: BinaryOperator;
  readonly lhs: Ast;
  readonly rhs: Ast;
}

export interface NegateAst extends Marks {
  readonly type: "unary";
  readonly value: "-";
  readonly expression: Ast;
}

export interface ArrayAst extends Marks {
  readonly type: "unary";
  readonly value: "[";
  readonly expressions: readonly Ast[];
}

export interface ObjectAst extends Marks {
  readonly type: "unary";
  readonly value: "{";
  readonly lhs: readonly Pair[];
}

export interface ConditionAst extends Marks {
  readonly type: "condition";
  readonly condition: Ast;
  readonly then: Ast;
  readonly else?: Ast;
}

export interface BlockAst extends Marks {
  readonly type: "block";
  readonly expressions: readonly Ast[];
}

export interface BindAst extends Marks {
  readonly type: "bind";
  readonly lhs: VariableAst;
  readonly rhs: Ast;
}

export interface RegexAst extends Marks {
  readonly type: "regex";
  readonly value: RegExp;
}

export interface CallAst extends Marks {
  readonly type: "function";
  readonly procedure: Ast;
  readonly arguments: readonly Ast[];
}

/** A `?` among the arguments of a partial application. */
export interface PlaceholderAst extends Marks {
  readonly type: "operator";
  readonly value: "?";
}

export interface PartialAst extends Marks {
  readonly type: "partial";
  readonly procedure: Ast;
  readonly arguments: readonly (Ast | PlaceholderAst)[];
}

export interface LambdaAst extends Marks {
  readonly type: "lambda";
  readonly arguments: readonly VariableAst[];
  readonly signature?: { readonly definition: string };
  readonly body: Ast;
  /** Wraps a call in tail position; its body is that call. */
  readonly thunk?: boolean;
}

export interface ApplyAst extends Marks {
  readonly type: "apply";
  readonly lhs: Ast;
  readonly rhs: Ast;
}

export interface SortAst extends Marks {
  readonly type: "sort";
  readonly terms: readonly { readonly descending: boolean; readonly expression: Ast }[];
}

export interface TransformAst extends Marks {
  readonly type: "transform";
  readonly pattern: Ast;
  readonly update: Ast;
  readonly delete?: Ast;
}

/** What the recovering parser leaves where it could not go on. */
export interface ErrorAst extends Marks {
  readonly type: "error";
}

export type Ast =
  | LiteralAst
  | NameAst
  | VariableAst
  | WildcardAst
  | ParentAst
  | PathAst
  | BinaryAst
  | NegateAst
  | ArrayAst
  | ObjectAst
  | ConditionAst
  | BlockAst
  | BindAst
  | RegexAst
  | CallAst
  | PartialAst
  | PlaceholderAst
  | LambdaAst
  | ApplyAst
  | SortAst
  | TransformAst
  | ErrorAst;

/** Calls `visit` for each direct part of a node, in reading order, predicates and group-by included. */
export function eachChild(node: Ast, visit: (child: Ast) => void): void {
  visitOwn(node, visit);
  for (const stage of node.predicate ?? []) if (stage.type === "filter") visit(stage.expr);
  for (const stage of node.stages ?? []) if (stage.type === "filter") visit(stage.expr);
  for (const [key, value] of node.group?.lhs ?? []) {
    visit(key);
    visit(value);
  }
}

function visitOwn(node: Ast, visit: (child: Ast) => void): void {
  switch (node.type) {
    case "path":
      node.steps.forEach(visit);
      return;
    case "binary":
    case "apply":
    case "bind":
      visit(node.lhs);
      visit(node.rhs);
      return;
    case "unary":
      if (node.value === "[") node.expressions.forEach(visit);
      else if (node.value === "-") visit(node.expression);
      else node.lhs.flat().forEach(visit);
      return;
    case "condition":
      visit(node.condition);
      visit(node.then);
      if (node.else !== undefined) visit(node.else);
      return;
    case "block":
      node.expressions.forEach(visit);
      return;
    case "function":
    case "partial":
      visit(node.procedure);
      node.arguments.forEach(visit);
      return;
    case "lambda":
      node.arguments.forEach(visit);
      visit(node.body);
      return;
    case "sort":
      for (const term of node.terms) visit(term.expression);
      return;
    case "transform":
      visit(node.pattern);
      visit(node.update);
      if (node.delete !== undefined) visit(node.delete);
      return;
    default:
      return;
  }
}

/** Calls `visit` for a node and everything inside it. */
export function walk(node: Ast, visit: (node: Ast) => void): void {
  visit(node);
  eachChild(node, (child) => walk(child, visit));
}
