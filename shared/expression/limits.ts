/** What one evaluation may use. Steps, depth and sizes are part of an expression's meaning; the time is only a watchdog. */
export interface Limits {
  /** Counted work: evaluated parts in loops and calls, and the work inside built-in functions. */
  readonly steps: number;
  /** Calls of functions inside each other; a call in tail position does not count. */
  readonly callDepth: number;
  /** Items of one array or sequence that an expression makes. */
  readonly sequenceLength: number;
  /** UTF-16 units of one text that an expression makes. */
  readonly stringLength: number;
  /** Milliseconds; looked at every few thousand steps. */
  readonly timeMs: number;
}

export const defaultLimits: Limits = {
  steps: 10_000_000,
  callDepth: 500,
  sequenceLength: 1_000_000,
  stringLength: 10_000_000,
  timeMs: 5_000,
};

export const limitNames = ["steps", "callDepth", "sequenceLength", "stringLength", "timeMs"] as const;

/** What a flow may set each limit to. Deeper calls would run out of the stack of JavaScript, wherever that ends on a machine. */
export const limitBounds: Readonly<Record<keyof Limits, { readonly least: number; readonly most: number }>> =
  {
    steps: { least: 1_000, most: 1_000_000_000 },
    callDepth: { least: 10, most: 1_000 },
    sequenceLength: { least: 100, most: 10_000_000 },
    stringLength: { least: 1_000, most: 100_000_000 },
    timeMs: { least: 100, most: 60_000 },
  };
