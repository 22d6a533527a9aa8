import { Fault, type Place } from "./fault.ts";
import type { Limits } from "./limits.ts";

/** Under this key bindings may fix what `$now`, `$millis` and `$toMillis` take for the present, in epoch milliseconds. */
export const fixedTime: unique symbol = Symbol("fixedTime");

/** Names without `$` and their values: plain data or host functions. */
export type Bindings = Readonly<Record<string, unknown>> & { readonly [fixedTime]?: number };

/** Steps between two looks at the clock. */
const clockInterval = 4096;

/** State and meter of one evaluation after the other. */
export class Run {
  readonly limits: Limits;
  steps = 0;
  depth = 0;
  root: unknown;
  bindings: Bindings | undefined;
  #nextLook: number;
  #startedAt = 0;
  #timestamp: number | undefined;

  constructor(limits: Limits) {
    this.limits = limits;
    this.#nextLook = Math.min(clockInterval, limits.steps);
  }

  /** Begins an evaluation. Cheap where the one before counted nothing, which is what most do. */
  start(root: unknown): void {
    this.root = root;
    if (this.steps !== 0 || this.#timestamp !== undefined) this.reset();
  }

  /** Forgets what was counted; needed after an error too, which leaves calls open. */
  reset(): void {
    this.steps = 0;
    this.depth = 0;
    this.#nextLook = Math.min(clockInterval, this.limits.steps);
    this.#startedAt = 0;
    this.#timestamp = undefined;
  }

  /** Epoch milliseconds, the same during the whole evaluation. */
  timestamp(): number {
    this.#timestamp ??= this.bindings?.[fixedTime] ?? Date.now();
    return this.#timestamp;
  }

  /** Counts work and stops the evaluation when its budget is used up. */
  charge(steps: number, place?: Place): void {
    this.steps += steps;
    if (this.steps > this.#nextLook) this.#look(place);
  }

  #look(place: Place | undefined): void {
    const { steps, timeMs } = this.limits;
    if (this.steps > steps) {
      throw new Fault("D1012", { variant: "steps", value: grouped(steps), place });
    }
    const now = Date.now();
    if (this.#startedAt === 0) this.#startedAt = now;
    if (now - this.#startedAt > timeMs) {
      throw new Fault("D1012", { variant: "time", value: grouped(timeMs), place });
    }
    this.#nextLook = Math.min(this.steps + clockInterval, steps);
  }

  /** Enters a function call. The caller decreases `depth` when it returns; after an error the run is over anyway. */
  enter(place?: Place): void {
    if (++this.depth > this.limits.callDepth) {
      throw new Fault("D1011", { value: this.limits.callDepth, place });
    }
  }

  /** Refuses an array or sequence that is too long. */
  checkLength(length: number, place?: Place): void {
    if (length > this.limits.sequenceLength) {
      throw new Fault("D2015", { value: this.limits.sequenceLength, place });
    }
  }

  /** Counts and returns a text an expression has made; refuses it when it is too long. */
  text(text: string): string {
    if (text.length > 64) this.chargeText(text.length);
    return text;
  }

  /** Counts a text of this length before it is made. */
  chargeText(length: number): void {
    this.checkTextLength(length);
    this.charge(length >>> 4);
  }

  checkTextLength(length: number): void {
    if (length > this.limits.stringLength) throw new Fault("X1001", { value: this.limits.stringLength });
  }
}

function grouped(value: number): string {
  return value.toLocaleString("en-US");
}
