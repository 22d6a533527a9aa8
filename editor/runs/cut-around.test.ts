import fc from "fast-check";
import { expect, it } from "vitest";
import { cutAround } from "./cut-around.ts";

it("keeps the marked place and what is near it", () => {
  expect(cutAround("0123456789", 4, 6, 2)).toEqual({ before: "…23", marked: "45", after: "67…" });
});

it("leaves nothing out of a text that is short enough, wherever the place is said to be", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer(), fc.integer(), (text, start, end) => {
      const { before, marked, after } = cutAround(text, start, end, text.length);
      expect(before + marked + after).toBe(text);
    }),
  );
});
