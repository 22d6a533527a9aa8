import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lex, startState, tokenize } from "./jsonata-lexer.ts";

// The parser belongs to the package shared; here it is only the judge.
const jsonata: (text: string) => { ast(): unknown } = createRequire(
  new URL("../../shared/package.json", import.meta.url),
)("jsonata");

const kinds = (text: string) => tokenize(text).map((token) => `${token.kind} ${token.text}`);

describe("tokens of JSONata", () => {
  it.each([
    ["a / b", ["name a", "operator /", "name b"]],
    [
      "$match(a, /x[/]y/i)",
      ["variable $match", "bracket (", "name a", "separator ,", "regex /x[/]y/i", "bracket )"],
    ],
    ["(a)/2/b", ["bracket (", "name a", "bracket )", "operator /", "number 2", "operator /", "name b"]],
    ["`Bill to`.`VAT no.`", ["quoted-name `Bill to`", "operator .", "quoted-name `VAT no.`"]],
    ["and and or", ["name and", "keyword and", "name or"]],
    ["a /* no / regex */ / b", ["name a", "operator /", "name b"]],
    ["** . x ** 2", ["operator **", "operator .", "name x", "operator **", "number 2"]],
    ["true ?: null ?? 'a\\'b'", ["atom true", "operator ?:", "atom null", "operator ??", "string 'a\\'b'"]],
    [
      "Größe & λ($x){$x}",
      [
        "name Größe",
        "operator &",
        "keyword λ",
        "bracket (",
        "variable $x",
        "bracket )",
        "bracket {",
        "variable $x",
        "bracket }",
      ],
    ],
  ])("reads %s", (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it("covers any text without a gap and always moves on", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        let at = 0;
        let state = startState;
        while (at < text.length) {
          const next = lex(text, at, state);
          expect(next.end).toBeGreaterThan(at);
          at = next.end;
          state = next.state;
        }
        expect(at).toBe(text.length);
      }),
    );
  });

  it("gives the same tokens line by line as in one go", () => {
    const text = 'a & "one\ntwo" /* three\nfour */ & `five\nsix` / 7';
    const whole = tokenize(text).map((token) => token.kind);
    const byLine: string[] = [];
    let state = startState;
    for (const line of text.split("\n")) {
      let at = 0;
      while (at < line.length) {
        const opened = state.open !== undefined;
        const next = lex(line, at, state);
        if (next.kind !== "space" && next.kind !== "comment" && !opened) byLine.push(next.kind);
        at = next.end;
        state = next.state;
      }
    }
    expect(byLine).toEqual(whole);
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
        const joined = tokenize(text)
          .map((token) => token.text)
          .join(" ");
        expect(clean(joined), text).toBe(tree);
        compared++;
      }
      expect(compared).toBeGreaterThan(1000);
    },
  );
});
