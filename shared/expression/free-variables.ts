import { type Ast, eachChild } from "./ast.ts";

/**
 * The names a tree takes from outside: those that are not certainly bound where they are read. A name that a block
 * binds only later counts as free before that.
 */
export function freeVariables(ast: Ast): Set<string> {
  const free = new Set<string>();
  collect(ast, new Set(), free);
  return free;
}

function collect(node: Ast, bound: Set<string>, free: Set<string>): void {
  switch (node.type) {
    case "variable":
      if (node.value !== "" && node.value !== "$" && !bound.has(node.value)) free.add(node.value);
      break;
    case "lambda": {
      const inner = new Set(bound);
      for (const argument of node.arguments) inner.add(argument.value);
      collect(node.body, inner, free);
      return;
    }
    case "block": {
      const inner = new Set(bound);
      for (const expression of node.expressions) {
        collect(expression, inner, free);
        if (expression.type === "bind") inner.add(expression.lhs.value);
      }
      eachChild({ ...node, expressions: [] }, (child) => collect(child, bound, free));
      return;
    }
    case "bind":
      collect(node.rhs, bound, free);
      return;
    case "path": {
      const inner = new Set(bound);
      for (const name of tupleNames(node.steps)) inner.add(name);
      eachChild(node, (child) => collect(child, inner, free));
      return;
    }
    case "transform":
      // The copy is made by `$clone`, which a text may redefine.
      if (!bound.has("clone")) free.add("clone");
      break;
    default:
  }
  eachChild(node, (child) => collect(child, bound, free));
}

function* tupleNames(steps: readonly Ast[]): Generator<string> {
  for (const step of steps) {
    if (step.focus !== undefined) yield step.focus;
    if (step.index !== undefined) yield step.index;
    for (const stage of step.stages ?? []) if (stage.type === "index") yield stage.value;
  }
}
