import { describe, expect, it } from "vitest";
import { defaultLimits } from "./limits.ts";
import { backtrackingBound, toLinearSyntax } from "./regex-source.ts";
import { regexSearch } from "./regular-expression.ts";
import { Run } from "./run.ts";

const texts = [
  "",
  "abc",
  "aXb 12.50",
  "foo@bar.nl",
  "line\r\nnext",
  "\u00a0x",
  "é😀z",
  "a-b_c",
  "2026-01-02",
];

describe("a regular expression", () => {
  it.each<[RegExp]>([
    [/a/g],
    [/[a-c]+/g],
    [/(\d+)\.(\d+)/g],
    [/^\w+@\w+\.\w{2,3}$/g],
    [/\s/g],
    [/\S+/g],
    [/./g],
    [/A/gi],
    [/^next$/gm],
    [/(a)|(b)/g],
    [/(?:a|b)*c/g],
    [/(\w+\s?)+/g],
    [/[^\s@]+/g],
    [/\u00e9/g],
    [/a?b/g],
    [/[\d-]+/g],
    [/(x)?y*/g],
  ])("%s finds what the engine finds", (regex) => {
    for (const text of texts) {
      const native = new RegExp(regex).exec(text);
      const found = regexSearch(regex)(text, 0, new Run(defaultLimits));
      expect([found?.match, found?.start, found?.groups]).toEqual(
        native === null ? [undefined, undefined, undefined] : [native[0], native.index, native.slice(1)],
      );
    }
  });

  it("takes the linear engine where the engine's own could take long", () => {
    expect(backtrackingBound("a+b")).toEqual({ degree: 1, ways: 1 });
    expect(backtrackingBound("(ab)c?|d")).toEqual({ degree: 0, ways: 4 });
    for (const source of ["(a+)+", "(?=a)", "(a)\\1", "a{1,1000}", "(?:a|b)*", "a?".repeat(20)]) {
      expect(backtrackingBound(source)).toBeUndefined();
    }
  });

  it("keeps JavaScript's meaning of spaces and line ends", () => {
    expect(toLinearSyntax("a.b")).toBe("a[^\\n\\r\\x{2028}\\x{2029}]b");
    expect(toLinearSyntax("[.\\]]")).toBe("[.\\]]");
  });

  it.each([
    ["(a)\\1", "back"],
    ["(?=a)b", "around"],
    ["(?<!a)b", "around"],
  ])("is refused with the reason: %s", (source, variant) => {
    expect(() => regexSearch(new RegExp(source, "g"))).toThrow(
      expect.objectContaining({
        code: "X1002",
        details: expect.objectContaining({ variant }),
      }),
    );
  });
});
