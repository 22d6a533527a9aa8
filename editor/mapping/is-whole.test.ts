import { expect, it } from "vitest";
import { isWhole } from "./is-whole.ts";

it.each([
  ["a.b", true],
  ['"text"', true],
  ['a & "', false],
  ['"a\\"', false],
  ["`name`", true],
  ["`name", false],
  ["$match(a, /x/i)", true],
  ["$f(a, b)", true],
  ["a, b", false],
  ["(a; b)", true],
  ["a; b", false],
  ["$sum(lines", false],
  ["a)", false],
  ["a /* why */", true],
  ["a /* why", false],
  ["a +", true],
  ["", false],
])("%j", (text, whole) => {
  expect(isWhole(text)).toBe(whole);
});
