import { type Ast, type CallAst, walk } from "./ast.ts";
import { parse } from "./parse.ts";

/** A use of `$table` in an expression. */
export interface MentionedTable {
  /** Undefined when the name is not a literal, which a flow refuses: it could not be checked beforehand. */
  readonly name: string | undefined;
  /** Range of the name, or of the call when there is no literal name. */
  readonly start: number;
  readonly end: number;
}

/** Every use of `$table` in a text, in reading order. Throws ExpressionError when the text has a mistake. */
export function mentionedTables(text: string): MentionedTable[] {
  return mentionedTablesIn(parse(text), text);
}

/** As `mentionedTables`, for a tree. */
export function mentionedTablesIn(ast: Ast, text: string): MentionedTable[] {
  const found: MentionedTable[] = [];
  walk(ast, (node) => {
    if (node.type === "apply" && node.rhs.type === "function" && callsTable(node.rhs)) {
      found.push(mentionOf(text, node.rhs, node.lhs));
    } else if (node.type === "function" && callsTable(node) && node.arguments.length > 1) {
      found.push(mentionOf(text, node, node.arguments[0]));
    }
  });
  return found;
}

function callsTable(node: CallAst): boolean {
  return node.procedure.type === "variable" && node.procedure.value === "table";
}

function mentionOf(text: string, call: CallAst, name: Ast | undefined): MentionedTable {
  if (name?.type === "string" && typeof name.value === "string" && name.position !== undefined) {
    const quote = text.charAt(name.position - 1);
    return { name: name.value, start: text.lastIndexOf(quote, name.position - 2), end: name.position };
  }
  const end = call.procedure.position ?? 0;
  return { name: undefined, start: end - "$table".length, end };
}
