import { type Ast, eachChild } from "./ast.ts";

/** Steps that evaluating a part counts for: its nodes, without the bodies of functions, which count when called. */
export function weightOf(node: Ast): number {
  let weight = 1;
  // A call in tail position is wrapped in a lambda of its own.
  if (node.type === "lambda" && node.thunk !== true) return weight;
  eachChild(node, (child) => {
    weight += weightOf(child);
  });
  return weight;
}
