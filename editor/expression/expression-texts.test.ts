import { english } from "@trasvase/shared/expression/texts/english.ts";
import { describe, expect, it } from "vitest";
import { loadExpressionTexts } from "./expression-texts.ts";

function flatten(texts: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === "string" ? [[`${path}${key}`, value] as const] : [...flatten(value, `${path}${key}.`)],
    ),
  );
}

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const inEnglish = flatten(english);

describe.each(["es-ES", "nl-NL"] as const)("the texts about expressions in %s", async (language) => {
  const texts = flatten(await loadExpressionTexts(language));

  it("are there for every key, and for no other", () => {
    expect([...texts.keys()].sort()).toEqual([...inEnglish.keys()].sort());
  });

  it("fill in the same values as in English", () => {
    const differing = [...texts].filter(
      ([key, text]) => names(text).join() !== names(inEnglish.get(key) ?? "").join(),
    );
    expect(differing).toEqual([]);
  });

  it("shout at nobody and are not empty", () => {
    expect(
      [...texts].filter(([, text]) => /[!¡]/.test(text.replaceAll(/`[^`]*`/g, "")) || text === ""),
    ).toEqual([]);
  });
});
