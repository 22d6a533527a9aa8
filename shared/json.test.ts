import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNotJson, maxJsonDepth } from "./json.ts";

describe("telling JSON from other values", () => {
  it("finds nothing wrong with any JSON", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => findNotJson(value) === undefined));
  });

  it.each([
    [Number.NaN, "", "the number NaN"],
    [{ a: [1, { b: Number.POSITIVE_INFINITY }] }, "a[1].b", "the number Infinity"],
    [{ a: () => 1 }, "a", "a function"],
    [[[undefined]], "[0][0]", "nothing"],
    [{ a: 1n }, "a", "a bigint"],
  ])("names the place and the thing in %o", (value, path, what) => {
    expect(findNotJson(value)).toEqual({ path, what });
  });

  it("refuses endless nesting instead of following it", () => {
    const round: { self?: unknown } = {};
    round.self = round;
    expect(findNotJson(round)?.what).toContain(String(maxJsonDepth));
  });
});
