import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffTexts, sideOf } from "./diff-texts.ts";

const joined = (pieces: ReturnType<typeof diffTexts>) => pieces.map((piece) => piece.text).join("");
const changed = (before: string, after: string) =>
  diffTexts(before, after)
    .filter((piece) => piece.kind !== "same")
    .map((piece) => `${piece.kind} ${piece.text}`);

describe("the difference between two texts", () => {
  it.each([
    ['status = "paid"', 'status = "open"', ["removed paid", "added open"]],
    ["a + b", "a + b", []],
    ["", "total", ["added total"]],
    ["total", "", ["removed total"]],
    ["line.sku", "line.sku[0]", ["added [0]"]],
  ])("of %j and %j is as small as a person would say", (before, after, expected) => {
    expect(changed(before, after)).toEqual(expected);
  });

  const text = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "$", "é", "😀"), maxLength: 60 });

  it("gives both texts back exactly", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = diffTexts(before, after);
        expect(joined(sideOf(pieces, "before"))).toBe(before);
        expect(joined(sideOf(pieces, "after"))).toBe(after);
      }),
    );
  });

  it("stays quick and exact for texts far too long to compare word by word", () => {
    const before = Array.from({ length: 30_000 }, (_, line) => `"field${line}": value${line},`).join("\n");
    const after = before.replace("value17,", "other,");
    const started = performance.now();
    const pieces = diffTexts(before, after);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(joined(sideOf(pieces, "after"))).toBe(after);
  });
});
