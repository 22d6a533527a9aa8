import type { ExpressionTexts } from "./texts/english.ts";

/** A range of the expression's text, with the token that stands there. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly token: string;
}

/** What a message may mention besides the code. */
export interface FaultDetails {
  readonly value?: unknown;
  readonly value2?: unknown;
  /** Number of the argument, counted from 1. */
  readonly index?: number;
  /** Expected type of a list's items. */
  readonly type?: keyof ExpressionTexts["items"];
  /** Which of several texts of the code it is; see texts/faults.ts. */
  readonly variant?: string;
  /** Of a value table. */
  readonly name?: string;
  /** What stands before the place. */
  readonly near?: string;
  /** Words of the regular expression's reader. */
  readonly reason?: string;
  /** Complete text, for errors that carry their own words. */
  readonly message?: string;
  readonly exponent?: unknown;
  readonly functionName?: string;
  readonly place?: Place | undefined;
}

/**
 * An error on its way out of an evaluation. It becomes an ExpressionError at the boundary, where the text is known.
 * Not an Error: taking a stack trace costs more than evaluating most records.
 */
export class Fault {
  readonly code: string;
  readonly details: FaultDetails;
  place: Place | undefined;

  constructor(code: string, details: FaultDetails = {}) {
    this.code = code;
    this.details = details;
    this.place = details.place;
  }
}

/** Throws `error` on; a fault that does not know its place yet gets this one. */
export function rethrowAt(error: unknown, place: Place): never {
  if (error instanceof Fault && error.place === undefined) error.place = place;
  throw error;
}
