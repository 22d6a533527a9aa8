import type { Run } from "./run.ts";

/**
 * The whole numbers of `[from..to]`, not made yet. Only code that was compiled to expect one ever meets one: the
 * compiler knows which parts can give a range and makes its items everywhere else.
 */
export class LazyRange {
  readonly from: number;
  readonly length: number;

  constructor(from: number, to: number) {
    this.from = from;
    this.length = to - from + 1;
  }

  /** The items as an array. Throws D2015 when they are too many. */
  items(run: Run): number[] {
    run.checkLength(this.length);
    run.charge(this.length);
    const items = new Array<number>(this.length);
    for (let index = 0; index < this.length; index++) items[index] = this.from + index;
    return items;
  }
}

/** Items that may be a range. */
export type Items = readonly unknown[] | LazyRange;

export function itemAt(items: Items, index: number): unknown {
  return items instanceof LazyRange ? items.from + index : items[index];
}

/** The value, with a range's items made. */
export function made(value: unknown, run: Run): unknown {
  return value instanceof LazyRange ? value.items(run) : value;
}
