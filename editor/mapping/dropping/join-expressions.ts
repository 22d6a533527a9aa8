import { significantTokens } from "@trasvase/shared/expression/tokens.ts";

/** An expression that can stand beside an operator or before a `.` as one operand: in brackets unless it is one already. */
export function asOperand(expression: string): string {
  return isOperand(expression) ? expression : `(${expression})`;
}

/** Whether nothing outside brackets joins parts of an expression but what belongs to a path. */
function isOperand(expression: string): boolean {
  let depth = 0;
  for (const { kind, text } of significantTokens(expression)) {
    if (kind === "broken") return false;
    if (kind !== "operator") continue;
    if ("([{".includes(text)) depth++;
    else if (")]}".includes(text)) depth--;
    else if (depth === 0 && text !== ".") return false;
  }
  return true;
}
