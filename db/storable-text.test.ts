import fc from "fast-check";
import { expect, it } from "vitest";
import { isStorableText, storableText } from "./storable-text.ts";

const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
});

it("makes any text storable and at most as long as asked", () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 30 }), (text, most) => {
      const stored = storableText(text, most);
      expect(isStorableText(stored)).toBe(true);
      expect(stored.length).toBeLessThanOrEqual(most);
    }),
  );
});

it("leaves a storable text that fits as it is", () => {
  fc.assert(
    fc.property(anyText.filter(isStorableText), (text) => {
      expect(storableText(text, Math.max(1, text.length))).toBe(text);
    }),
  );
});

it("tells NUL and lone surrogates from everything else", () => {
  expect(["a\0b", "\ud83d", "\ude00x"].map(isStorableText)).toEqual([false, false, false]);
  expect(["", "ñ", "😀", "\u0001"].map(isStorableText)).toEqual([true, true, true, true]);
});
