import type { Ledger } from "./ledger/ledger.ts";
import type { Product } from "./product.ts";

/** `test`: in `pnpm test`, seconds. `small`: the size a change has to pass. `large`: as long as it takes. */
export type Size = "test" | "small" | "large";

/** One thing a gate found out, and whether it is as it must be. */
export interface Finding {
  readonly what: string;
  readonly is: string | number;
  readonly must: string;
  readonly holds: boolean;
}

/** What a gate has to work with. */
export interface Stage {
  readonly size: Size;
  readonly seed: string;
  /** A folder of this gate's own. */
  readonly folder: string;
  readonly ledger: Ledger;
  /** Different for each call, so that several flows of one gate never share a book. */
  name(): string;
  /** Numbers that follow from the seed and the name given. */
  random(name: string): () => number;
  /** The product that the gates share: started at first use, and again when a gate has ended it. */
  product(): Promise<Product>;
  say(text: string): void;
  /** Something to be ended after the gate, whatever came of it. The last given is ended first. */
  later(end: () => Promise<unknown>): void;
}

/** One fault and what must hold under it. */
export interface Gate {
  readonly id: string;
  readonly fault: string;
  run(stage: Stage): Promise<readonly Finding[]>;
}

/** Picks the amount for the size. */
export function sized<Value>(stage: Pick<Stage, "size">, of: Readonly<Record<Size, Value>>): Value {
  return of[stage.size];
}

/** Must be exactly this. */
export function exactly(what: string, is: string | number, must: string | number): Finding {
  return { what, is, must: `= ${must}`, holds: is === must };
}

/** Must not be more than this. */
export function atMost(what: string, is: number, most: number, unit = ""): Finding {
  return { what, is: `${round(is)}${unit}`, must: `≤ ${most}${unit}`, holds: is <= most };
}

/** Must be at least this. */
export function atLeast(what: string, is: number, least: number, unit = ""): Finding {
  return { what, is: `${round(is)}${unit}`, must: `≥ ${least}${unit}`, holds: is >= least };
}

/** Must be so. */
export function holds(what: string, is: boolean, seen = is ? "yes" : "no"): Finding {
  return { what, is: seen, must: "yes", holds: is };
}

/** A figure that is told and not judged. */
export function told(what: string, is: string | number): Finding {
  return { what, is: typeof is === "number" ? round(is) : is, must: "–", holds: true };
}

function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
