import { type Ast, eachChild } from "./ast.ts";

/** Which members of `$steps` a tree reads: all when it takes `$steps` as a whole, or runs texts. */
export function stepsReadBy(ast: Ast, dynamic: boolean): ReadonlySet<string> | "all" | "none" {
  if (dynamic) return "all";
  const names = new Set<string>();
  let whole = false;
  const visit = (node: Ast): void => {
    if (node.type === "variable" && node.value === "steps") whole = true;
    if (node.type !== "path") {
      eachChild(node, visit);
      return;
    }
    const [first, second] = node.steps;
    const isSteps = first?.type === "variable" && first.value === "steps";
    if (isSteps && second?.type === "name" && first.predicate === undefined && first.group === undefined) {
      names.add(second.value);
      for (const step of node.steps.slice(1)) visit(step);
      const { steps: _steps, ...around } = node;
      eachChild({ ...around, steps: [] }, visit);
    } else {
      eachChild(node, visit);
    }
  };
  visit(ast);
  if (whole) return "all";
  return names.size === 0 ? "none" : names;
}
