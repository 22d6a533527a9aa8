import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import jsonata from "jsonata";
import { describe, expect, it } from "vitest";
import { significantTokens, tokenize } from "./tokens.ts";

const kinds = (text: string) => significantTokens(text).map((token) => `${token.kind} ${token.text}`);

describe("tokens", () => {
  it.each([
    ["a / b", ["name a", "operator /", "name b"]],
    [
      "$match(a, /x[/]y/i)",
      ["variable $match", "operator (", "name a", "operator ,", "regex /x[/]y/i", "operator )"],
    ],
    ["(a)/2/b", ["operator (", "name a", "operator )", "operator /", "number 2", "operator /", "name b"]],
    ["`Bill to`.`VAT no.`", ["name `Bill to`", "operator .", "name `VAT no.`"]],
    ["and and or", ["name and", "operator and", "name or"]],
    ["a /* no / regex */ / b", ["name a", "operator /", "name b"]],
    ["** . x ** 2", ["operator **", "operator .", "name x", "operator **", "number 2"]],
    ["true ?: null ?? 'a\\'b'", ["value true", "operator ?:", "value null", "operator ??", "text 'a\\'b'"]],
    ["Größe & λ", ["name Größe", "operator &", "name λ"]],
    ['a & "open', ["name a", "operator &", 'broken "open']],
  ])("of %s", (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it("together are the whole text, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const tokens = tokenize(text);
        expect(tokens.map((token) => token.text).join("")).toBe(text);
        expect(tokens.every((token) => token.end > token.start)).toBe(true);
      }),
    );
  });
});

const suite = new URL("../../../shared/jsonata-test-suite/groups/", import.meta.url);

function suiteTexts(): string[] {
  let groups: string[];
  try {
    groups = readdirSync(suite);
  } catch {
    return [];
  }
  return groups.flatMap((group) =>
    readdirSync(new URL(`${group}/`, suite))
      .filter((file) => file.endsWith(".json"))
      .flatMap((file) => JSON.parse(readFileSync(new URL(`${group}/${file}`, suite), "utf8")))
      .flatMap((one: { expr?: string }) => (one.expr === undefined ? [] : [one.expr])),
  );
}

describe("tokens against the JSONata parser", () => {
  const texts = suiteTexts();

  it.runIf(texts.length > 0)(
    "agrees with its parser: dropping spaces and comments between tokens changes no tree",
    () => {
      const clean = (text: string) =>
        JSON.stringify(jsonata(text).ast(), (key, value) => (key === "position" ? undefined : value));
      let compared = 0;
      for (const text of texts) {
        let tree: string;
        try {
          tree = clean(text);
        } catch {
          continue;
        }
        const joined = significantTokens(text)
          .map((token) => token.text)
          .join(" ");
        expect(clean(joined), text).toBe(tree);
        compared++;
      }
      expect(compared).toBeGreaterThan(1000);
    },
  );
});
