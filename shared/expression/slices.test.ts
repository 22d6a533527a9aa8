import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { addPair, removePair, renameKey, replaceValue, slices } from "./slices.ts";
import { tokenize } from "./tokens.ts";

const groups = fileURLToPath(new URL("../../../shared/jsonata-test-suite/groups/", import.meta.url));

function suiteTexts(): string[] {
  if (!existsSync(groups)) return [];
  return readdirSync(groups).flatMap((group) =>
    readdirSync(`${groups}${group}`).flatMap((file) => {
      const content = readFileSync(`${groups}${group}/${file}`, "utf8");
      if (!file.endsWith(".json")) return [content];
      const cases: unknown = JSON.parse(content);
      return [cases].flat().flatMap((one) => (one as { expr?: string }).expr ?? []);
    }),
  );
}

const mapping = `( /* whole */
  $vat := 21; /* per cent */
  {
    /* who */ "name": customer.name, /* trailing */
    "total": total > 0 ? total : 0 /* never negative */,
    "lines": [lines.{"sku": sku, "note": "a, b: c"}]
  }
)`;

describe("slices", () => {
  it("finds the rows of the object in a block, with their comments", () => {
    const table = slices(mapping);
    expect(table.kind).toBe("table");
    if (table.kind !== "table") return;
    expect(table.pairs.map(({ name }) => name)).toEqual(["name", "total", "lines"]);
    expect(table.pairs.map(({ value }) => mapping.slice(value.start, value.end))).toEqual([
      "customer.name",
      "total > 0 ? total : 0 /* never negative */",
      '[lines.{"sku": sku, "note": "a, b: c"}]',
    ]);
  });

  it("changes one value and nothing else", () => {
    expect(replaceValue(mapping, 0, "customer.company")).toBe(
      mapping.replace("customer.name", "customer.company"),
    );
  });

  it("adds, renames and removes rows in the style of the others", () => {
    expect(addPair(mapping, "extra", "1")).toBe(mapping.replace("}]\n", '}],\n    "extra": 1\n'));
    expect(addPair("{}", "a", "b")).toBe('{ "a": b }');
    expect(addPair('{"x": 1}', "a", "b")).toBe('{"x": 1, "a": b}');
    expect(renameKey('{"x": 1}', 0, "y")).toBe('{"y": 1}');
    expect(removePair('{"x": 1, "y": 2, "z": 3}', 1)).toBe('{"x": 1, "z": 3}');
    expect(removePair('{"x": 1, "y": 2}', 1)).toBe('{"x": 1}');
  });

  it.each(["a.b", "{'a': 1}.a", "$merge([{}, {}])", "a ? {} : {}", "{ 'a' 1 }", "({'a': 1}; 2)", "", "{"])(
    "shows %j as one row",
    (text) => expect(slices(text)).toEqual({ kind: "expression", whole: { start: 0, end: text.length } }),
  );

  it("puts every expression of the suite together again byte for byte", () => {
    for (const text of suiteTexts()) {
      expect(
        tokenize(text)
          .map((token) => token.text)
          .join(""),
      ).toBe(text);
      const table = slices(text);
      if (table.kind !== "table") continue;
      table.pairs.forEach(({ value }, index) => {
        expect(replaceValue(text, index, text.slice(value.start, value.end))).toBe(text);
      });
    }
  });
});
