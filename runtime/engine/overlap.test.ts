import { describe, expect, it } from "vitest";
import { Overlap } from "./overlap.ts";
import type { QueuedRecord } from "./source-records.ts";

const record = (key: string, value: number): QueuedRecord => ({
  id: "",
  key,
  data: { value },
  readAt: "",
  ordinal: 0,
  deleted: false,
});

/** Reads records in a run that begins with what an earlier one stored. */
function read(stored: unknown, ...records: readonly QueuedRecord[]) {
  const overlap = new Overlap(stored);
  return {
    repeats: records.map((one) => overlap.isRepeat(one)),
    stored: JSON.parse(JSON.stringify(overlap.toStore())),
  };
}

describe("the overlap of two runs", () => {
  it("is known by key and content, once each", () => {
    const first = read([], record("a", 1), record("b", 1));
    expect(first.repeats).toEqual([false, false]);
    expect(read(first.stored, record("b", 1), record("b", 1), record("c", 1)).repeats).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("does not take a changed record for a repeat, nor one that changed back", () => {
    const first = read([], record("a", 1), record("a", 2));
    expect(read(first.stored, record("a", 1)).repeats).toEqual([false]);
    expect(read(first.stored, record("a", 2)).repeats).toEqual([true]);
  });

  it("is remembered over runs that bring nothing, and stays bounded", () => {
    const first = read([], record("a", 1));
    const second = read(first.stored);
    expect(read(second.stored, record("a", 1)).repeats).toEqual([true]);
    const many = read([], ...Array.from({ length: 5000 }, (_, index) => record(`k${index}`, index)));
    expect(many.stored).toHaveLength(1000);
    expect(read(many.stored, record("k4999", 4999)).repeats).toEqual([true]);
  });

  it("begins anew after something unreadable was stored", () => {
    expect(read({ not: "a list" }, record("a", 1)).repeats).toEqual([false]);
  });
});
