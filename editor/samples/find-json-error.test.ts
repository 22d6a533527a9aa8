import fc from "fast-check";
import { expect, it } from "vitest";
import { findJsonError } from "./find-json-error.ts";

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

it.each([
  ['{"a": }', 6],
  ['{"a": 1,}', 8],
  ["[1 2]", 3],
  ['{"a": 1', 7],
  ["tru", 0],
  ["[]]", 2],
  ["", 0],
])("names the place in %j", (text, place) => {
  expect(findJsonError(text)).toBe(place);
});

it("finds an error exactly where JSON.parse does not accept the text", () => {
  const piece = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    "1",
    "-0.5e3",
    "01",
    "true",
    "null",
    " ",
    '"\\u00e9"',
    '"\\x"',
    "\n",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join("");
      expect(findJsonError(text) === undefined).toBe(isJson(text));
    }),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(findJsonError(text)).toBeUndefined();
    }),
  );
});
