/** A span of time in which a system takes only so many calls. Spans begin at multiples of their length since 1970, UTC: minutes with the clock, days at midnight. */
export interface QuotaWindow {
  readonly name: string;
  readonly seconds: number;
  /** Until the system itself says otherwise. */
  readonly calls: number;
  /** A person chose `calls`: what the system says counts only where it is less. */
  readonly chosen?: boolean;
}

/** What a system allows one connection, all flows and processes together. */
export interface Quota {
  readonly windows: readonly QuotaWindow[];
  /** A system that blocks an endpoint after errors: how many of them are risked within the time before pausing. */
  readonly errors?: { readonly calls: number; readonly seconds: number };
}

/** A count that all processes share. Times are milliseconds since 1970. */
export interface Counter {
  readonly used: number;
  /** What the system itself said it allows; 0 when it said nothing. */
  readonly allowed: number;
  /** When the span it counts began. */
  readonly since: number;
  /** Nothing is to be counted before then; 0 when nothing is blocked. */
  readonly blockedUntil: number;
}

/** The counts of one connection, by name. */
export interface SharedCounters {
  /**
   * Changes some counters at once, one process at a time, and answers what `change` answers. `change` gets every named counter (a new
   * one is all zeros), answers those that change, and does nothing else: it may be called again.
   */
  change<Answer>(
    names: readonly string[],
    change: (present: Readonly<Record<string, Counter>>) => {
      readonly changed: Readonly<Record<string, Counter>>;
      readonly answer: Answer;
    },
  ): Promise<Answer>;
}

/** A counter that has counted nothing. */
export const zeroCounter: Counter = { used: 0, allowed: 0, since: 0, blockedUntil: 0 };

/** Code of the ConnectorError that says: nobody is at fault, the system's calls are used up for now. Such a wait is no failed try. */
export const quotaCode = "quota";
