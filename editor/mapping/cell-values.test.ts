import { slices } from "@trasvase/shared/expression/slices.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { describe, expect, it } from "vitest";
import { rowQuestions } from "./cell-questions.ts";
import { CellReader } from "./cell-values.ts";
import { evaluate } from "./evaluation/evaluate.ts";
import { targetRows } from "./target-rows.ts";

const data: Json = {
  id: "W1",
  note: "",
  nothing: null,
  lines: [
    { sku: "A", qty: 1, parts: [{ n: 1 }, { n: 2 }] },
    { sku: "B", qty: 0, parts: [] },
    { sku: "C", qty: 3, parts: [{ n: 9 }] },
  ],
};

/** The values of a mapping's rows by path, at a line. */
function read(text: string, line: number) {
  const cut = slices(text);
  const rows = targetRows({ text, cut, fields: [], added: [] });
  const scope = {
    data,
    source: data,
    steps: { find: { ID: "x" } },
    key: "W1",
    readAt: "2026-01-01T00:00:00Z",
  };
  const evaluations = evaluate({ scopes: [scope], tables: {}, questions: rowQuestions(rows, text, cut) });
  const reader = new CellReader(evaluations, { scope: 0, line });
  const of = (path: string) => {
    const row = rows.find((one) => one.path.join(".") === path);
    if (!row) throw new Error(`There is no row ${path}.`);
    return row;
  };
  return { value: (path: string) => reader.value(of(path)), lines: (path: string) => reader.lines(of(path)) };
}

describe("the value of a cell", () => {
  it.each([
    ["id", { kind: "value", value: "W1" }],
    ["$steps.find.ID", { kind: "value", value: "x" }],
    ["note", { kind: "empty" }],
    ["nothing", { kind: "null" }],
    ["missing", { kind: "not-sent" }],
  ])("of %s", (expression, expected) => {
    expect(read(`{ "A": ${expression} }`, 0).value("A")).toEqual(expected);
  });

  it("is known though another cell fails", () => {
    const { value } = read('{ "A": $number("x"), "B": id, "C": id + }', 0);
    expect(value("A")).toMatchObject({ kind: "failed" });
    expect(value("B")).toEqual({ kind: "value", value: "W1" });
    expect(value("C")).toMatchObject({ kind: "failed" });
  });

  it("sees the variables of the block before", () => {
    expect(read('( $x := 2; { "A": $x * 2 } )', 0).value("A")).toEqual({ kind: "value", value: 4 });
  });

  const lines = '{ "L": [lines#$i[qty > 0].{ "S": sku, "I": $i, "P": [parts.{ "N": n }] }] }';

  it("is that of the line that is looked at, and says when a filter leaves the line out", () => {
    expect(read(lines, 0).value("L.S")).toEqual({ kind: "value", value: "A" });
    expect(read(lines, 1).value("L.S")).toEqual({ kind: "left-out" });
    expect(read(lines, 2).value("L.I")).toEqual({ kind: "value", value: 2 });
    expect(read(lines, 99).value("L.S")).toEqual({ kind: "value", value: "C" });
  });

  it("goes into lines of lines", () => {
    expect(read(lines, 0).value("L.P.N")).toEqual({ kind: "value", value: 1 });
    expect(read('{ "L": [lines.{ "P": [parts.{ "N": n }] }] }', 1).value("L.P.N")).toEqual({
      kind: "no-line",
    });
  });

  it("counts the lines that go in and come out", () => {
    expect(read(lines, 0).lines("L")).toMatchObject({ kept: [0, 2], items: { length: 3 } });
    expect(read('{ "L": [missing.{ "A": 1 }] }', 0).lines("L")).toMatchObject({ items: [], kept: [] });
  });
});
