import { Fault, type Place } from "./fault.ts";
import { type MessageParts, messageFor } from "./messages.ts";
import type { ExpressionTexts } from "./texts/english.ts";

/** An expression that could not be read or evaluated. The message says in plain words what happened and what to do. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  /** JSONata's code, or one of our own that begins with X. */
  readonly code: string;
  /** Range in the expression's text, in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Of `start`; both counted from 1. */
  readonly line: number;
  readonly column: number;
  /** What stands there: an operator, a function's name without `$`. */
  readonly token: string | undefined;
  /** The text, number or boolean that caused it. */
  readonly value: unknown;
  readonly functionName: string | undefined;
  readonly #parts: MessageParts;

  constructor(text: string, fault: Fault) {
    const place = fault.place ?? { start: 0, end: text.length, token: "" };
    const parts = { ...fault.details, token: place.token };
    super(messageFor(fault.code, parts));
    this.#parts = parts;
    this.code = fault.code;
    this.start = Math.max(0, Math.min(place.start, text.length));
    this.end = Math.max(this.start, Math.min(place.end, text.length));
    const before = text.slice(0, this.start);
    const lastBreak = before.lastIndexOf("\n");
    this.line = before.split("\n").length;
    this.column = this.start - lastBreak;
    this.token = place.token === "" ? undefined : place.token;
    this.value = typeof fault.details.value === "object" ? undefined : fault.details.value;
    this.functionName = fault.details.functionName;
  }

  /** The message in other words. */
  messageIn(texts: ExpressionTexts): string {
    return messageFor(this.code, this.#parts, texts);
  }
}

/** Makes an ExpressionError of whatever an evaluation threw; an exhausted JavaScript stack counts as too much depth. */
export function toExpressionError(text: string, error: unknown): unknown {
  if (error instanceof ExpressionError) return error;
  if (error instanceof Fault) return new ExpressionError(text, error);
  if (error instanceof RangeError) return new ExpressionError(text, new Fault("D1011"));
  return error;
}

/** The place of a token that ends at `position`. */
export function placeOf(text: string, position: number | undefined, token: string, shown = token): Place {
  if (position === undefined) return { start: 0, end: text.length, token: shown };
  const quoted = text.charAt(position - 1) === "`" ? 2 : 0;
  return { start: Math.max(0, position - token.length - quoted), end: position, token: shown };
}
