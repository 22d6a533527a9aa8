import type { FieldType, ResourceField } from "@trasvase/shared/connector.ts";
import { slices } from "@trasvase/shared/expression/slices.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { describe, expect, it } from "vitest";
import { rowQuestions } from "./cell-questions.ts";
import { CellReader } from "./cell-values.ts";
import { evaluate } from "./evaluation/evaluate.ts";
import { rowProblems } from "./row-problems.ts";
import { targetRows } from "./target-rows.ts";

const data: Json = { text: "12", word: "x", empty: "", nothing: null, number: 5 };

/** The problems of one field that is mapped to an expression, or to nothing. */
function problemsOf(expression: string | undefined, field: Partial<ResourceField>, isRequired = false) {
  const text = expression === undefined ? "{}" : `{ "A": ${expression} }`;
  const cut = slices(text);
  const fields = [
    {
      path: ["A"],
      field: { name: "A", title: "A", type: "text" as FieldType, ...field },
      required: isRequired,
      children: [],
    },
  ];
  const rows = targetRows({ text, cut, fields, added: [] });
  const scope = { data, source: data, steps: {}, key: "k", readAt: "2026-01-01T00:00:00Z" };
  const evaluations = evaluate({ scopes: [scope], tables: {}, questions: rowQuestions(rows, text, cut) });
  const reader = new CellReader(evaluations, { scope: 0, line: 0 });
  const found = rowProblems({ rows, problems: [], reader, lists: new Map() });
  return found.get(rows[0]?.id ?? "") ?? [];
}

describe("what a sample shows to be wrong with a field", () => {
  it.each([
    [undefined, "required-unmapped"],
    ["missing", "required-not-sent"],
    ["nothing", "required-null"],
    ["empty", "required-empty"],
  ])("is told of a required field mapped to %s as %s", (expression, code) => {
    expect(problemsOf(expression, {}, true)).toMatchObject([{ code, severity: "error" }]);
    expect(problemsOf(expression, {})).toEqual([]);
  });

  it.each([
    ["number", "text", "$string(number)"],
    ["text", "integer", "$number(text)"],
    ["word", "number", "$number(word)"],
  ] as const)("is the type of %s for a %s, with the conversion", (expression, type, fixed) => {
    expect(problemsOf(expression, { type })).toMatchObject([
      { code: "wrong-type", fix: { kind: "convert", expression: fixed } },
    ]);
  });

  it("is not a decimal written as text", () => {
    expect(problemsOf("text", { type: "number" })).toEqual([]);
  });

  it("is a value that the target does not know, and a text that is too long", () => {
    const values = [{ value: "C", title: "Customer" }];
    expect(problemsOf("word", { values })).toMatchObject([{ code: "not-listed", fix: { kind: "table" } }]);
    expect(problemsOf("text", { maxLength: 1 })).toMatchObject([{ code: "too-long", length: 2, most: 1 }]);
  });

  it("is a failing expression, with its own message", () => {
    expect(problemsOf("$number(word)", { type: "number" })).toMatchObject([
      { code: "text", severity: "error" },
    ]);
  });
});
