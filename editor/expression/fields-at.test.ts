import { isJsonObject } from "@trasvase/shared/json.ts";
import { describe, expect, it } from "vitest";
import { valuesAt } from "./fields-at.ts";

const scope = {
  data: {
    id: 1,
    billing: { country: "NL", "vat no": "x" },
    lines: [
      { sku: "a", price: { amount: 2 } },
      { sku: "b", colour: "red" },
    ],
  },
  variables: { source: { raw: true }, steps: { find: { found: 1 } } },
};

/** Fields offered at the `|`. */
function fields(marked: string): string[] {
  const at = marked.indexOf("|");
  const text = marked.replace("|", "");
  const names = valuesAt(text, at, scope).flatMap((value) => (isJsonObject(value) ? Object.keys(value) : []));
  return [...new Set(names)];
}

const top = ["id", "billing", "lines"];
const line = ["sku", "price", "colour"];

describe("fields at a place in an expression", () => {
  it.each([
    ["|", top],
    ["i|", top],
    ["id & |", top],
    ["billing.|", ["country", "vat no"]],
    ["billing.c|ountry", ["country", "vat no"]],
    ["$.billing.|", ["country", "vat no"]],
    ["lines.|", line],
    ["lines.price.|", ["amount"]],
    ["lines[0].|", line],
    ["lines[s|ku = 1]", line],
    ["lines[sku = 1].|", line],
    ['{ "a": billing.c, "b": lines.{ "x": | } }', line],
    ['{ "a": lines.{ "x": sku }, "b": | }', top],
    ["$sum(lines.(p|", line],
    ["$sum(|", top],
    ["$source.|", ["raw"]],
    ["$steps.|", ["find"]],
    ["$steps.find.|", ["found"]],
    ["lines.{ 'a': $$.|", top],
    ["( $l := lines[0]; $l.|", line],
    ["[lines.{ 'a': |", line],
    ['"text".|', []],
    ["nothing.|", []],
  ])("%s", (marked, expected) => {
    expect(fields(marked)).toEqual(expected);
  });
});
