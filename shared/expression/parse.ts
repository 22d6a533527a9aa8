import jsonata from "jsonata";
import type { Ast } from "./ast.ts";
import { ExpressionError, placeOf } from "./error.ts";
import { Fault } from "./fault.ts";
import { isBracket, matchBrackets, significantTokens } from "./tokens.ts";

/** Longer expressions are refused before they are read. */
export const maxTextLength = 200_000;

/** Reads an expression. Throws ExpressionError with the place of the mistake. */
export function parse(text: string): Ast {
  if (text.length > maxTextLength) throw new ExpressionError(text, new Fault("X1004"));
  try {
    // The package types its tree loosely; ast.ts states the shape of exactly this version, and ast.test.ts checks it.
    return jsonata(text).ast() as unknown as Ast;
  } catch (error) {
    throw syntaxError(text, error);
  }
}

/** What the parser throws: a plain object, or an error of the engine when the text is nested too deeply. */
interface Thrown {
  readonly code?: unknown;
  readonly position?: unknown;
  readonly token?: unknown;
  readonly value?: unknown;
  readonly message?: unknown;
}

function syntaxError(text: string, error: unknown): ExpressionError {
  if (error instanceof RangeError) return new ExpressionError(text, new Fault("X1004"));
  const { code, position, token, value, message } = (
    typeof error === "object" && error !== null ? error : {}
  ) as Thrown;
  if (error instanceof SyntaxError) {
    return new ExpressionError(text, new Fault("X1002", { reason: regexReason(String(message)) }));
  }
  const shown = token === undefined || token === null ? "" : String(token);
  const at = typeof position === "number" ? position : 0;
  const place =
    shown === "(end)" || shown === ""
      ? { start: Math.min(at, text.length), end: Math.min(at, text.length), token: shown }
      : placeOf(text, at, shown);
  const told = typeof code === "string" ? code : "S0201";
  return new ExpressionError(text, new Fault(told, { value, place, ...nearEnd(text, told, value) }));
}

/** What the end of the text lacks something for: its last word, or what a bracket that is still open stands behind. */
function nearEnd(text: string, code: string, value: unknown): { variant?: string; near?: string } {
  if (code !== "S0203" && code !== "S0207") return {};
  const tokens = significantTokens(text);
  const partners = matchBrackets(tokens);
  const open = tokens.findLastIndex(
    (token, index) => closers[token.text] === value && isBracket(token) && !partners.has(index),
  );
  const before = code === "S0207" ? tokens.at(-1) : tokens[open - 1];
  return before === undefined ? {} : { variant: "after", near: before.text };
}

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

function regexReason(message: string): string {
  return message.replace(/^Invalid regular expression: /, "");
}
