import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** The tokens as they are without special wishes such as more contrast. */
const [css = ""] = readFileSync(new URL("./tokens.css", import.meta.url), "utf8").split("@media");

/** Every colour token with its value in both themes. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast by the WCAG formula, 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["canvas", "surface", "raised", "sunken", "hover"];
const inks = ["ink", "ink-2", "ink-3", "accent", "ok", "warn", "err", "run", "skip"];
const kinds = ["kind-source", "kind-map", "kind-logic", "kind-lookup", "kind-destination"];
const softs = ["accent", "ok", "warn", "err", "run", "skip"];

const pairs: [text: string, ground: string, least: number][] = [
  ...grounds.flatMap((ground) =>
    [...inks, ...kinds].map((ink): [string, string, number] => [ink, ground, 4.5]),
  ),
  ...grounds.flatMap((ground) =>
    ["focus", "line-strong"].map((line): [string, string, number] => [line, ground, 3]),
  ),
  ...softs.map((tone): [string, string, number] => [tone, `${tone}-soft`, 4.5]),
  ...softs.map((tone): [string, string, number] => ["ink", `${tone}-soft`, 4.5]),
  ...softs.map((tone): [string, string, number] => ["ink-2", `${tone}-soft`, 4.5]),
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-hover", 4.5],
  ["on-err", "err", 4.5],
  ["on-err", "err-hover", 4.5],
  ["ink", "note", 4.5],
  ["surface", "ink", 4.5],
];

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  it.each(pairs)("%s can be read on %s (at least %d : 1)", (text, ground, least) => {
    const [ink, paper] = [tokens.get(text), tokens.get(ground)];
    expect(ink && paper && contrast(ink[theme], paper[theme])).toBeGreaterThanOrEqual(least);
  });
});

it("computes contrasts as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});
