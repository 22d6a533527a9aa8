import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keepEqual } from "./keep-equal.ts";

describe("keeping what is equal", () => {
  it("gives the earlier object where nothing changed, and only new ones on the way to a change", () => {
    const before = { a: { b: [1, 2] }, c: { d: null }, n: 1 };
    expect(keepEqual(before, { a: { b: [1, 2] }, c: { d: null }, n: 1 })).toBe(before);
    const now = keepEqual(before, { a: { b: [1, 3] }, c: { d: null }, n: 1 });
    expect(now.c).toBe(before.c);
    expect(now.a).toEqual({ b: [1, 3] });
  });

  it.each([
    [{ a: undefined }, {}],
    [{}, { a: undefined }],
    [[1], [1, 2]],
    [[1, 2], [1]],
    [{ 0: 1 }, [1]],
    [null, {}],
  ])("tells %j from %j", (before, now) => {
    expect(keepEqual<unknown>(before, now)).not.toBe(before);
  });

  it("never changes what the value says", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, now) => {
        expect(keepEqual(before, now)).toEqual(now);
        expect(keepEqual(before, structuredClone(before))).toBe(before);
      }),
    );
  });
});
