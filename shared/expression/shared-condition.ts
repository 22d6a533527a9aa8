import type { Ast, ConditionAst } from "./ast.ts";

/**
 * The parser writes `a ?? b` as `$exists(a) ? a : b` and `a ?: b` as `a ? a : b`, with a copy of `a` as the condition.
 * Says which of the two a condition is, so that `a` is evaluated once; the copy is not used, since copying has broken
 * the regular expressions in it.
 */
export function sharedCondition(node: ConditionAst): "exists" | "truthy" | undefined {
  const { condition, then } = node;
  if (condition.type === "function" && condition.procedure.type === "variable") {
    const { procedure } = condition;
    if (procedure.value === "exists" && procedure.position === undefined) return "exists";
  }
  const first = firstPosition(condition);
  return first !== undefined && first === firstPosition(then) ? "truthy" : undefined;
}

function firstPosition(node: Ast): number | undefined {
  if (node.type === "path") return node.steps[0] && firstPosition(node.steps[0]);
  return node.position;
}
