import { describe, expect, it } from "vitest";
import { seenValues } from "./seen-values.ts";
import { newTableName, readTableCall, writeTableCall } from "./table-call.ts";
import { readTargetValue, withDefault, withForce, withoutRow, withRow, withRowAt } from "./table-edits.ts";

describe("a value table as a cell", () => {
  it.each([
    ['$table("vat", country)', { name: "vat", value: "country" }],
    ["$table ( 'vat' , a.b ? 1 : 2 )", { name: "vat", value: "a.b ? 1 : 2" }],
    ['$table("a, b", $f(x, y))', { name: "a, b", value: "$f(x, y)" }],
    [writeTableCall('q"', "x"), { name: 'q"', value: "x" }],
  ])("is read from %s", (text, call) => {
    expect(readTableCall(text)).toEqual(call);
  });

  it.each([
    '$table("vat", a) & "x"',
    "$table(name, a)",
    '$table("vat")',
    '$table("vat", a, b)',
    '$table("a", x) + $table("b", y)',
    '/* why */ $table("vat", a)',
    "$table",
    "",
  ])("is not read from %j", (text) => {
    expect(readTableCall(text)).toBeUndefined();
  });

  it("gets a name that no other table has", () => {
    expect(newTableName("VATCode", new Set())).toBe("vATCode");
    expect(newTableName("Status", new Set(["status", "status2"]))).toBe("status3");
  });
});

describe("the values that samples look up", () => {
  it("are counted over samples and lines, the commonest first, and told whether they have a row", () => {
    const answers = [{ value: [{ v: "NL" }, { v: "BE" }, {}] }, { value: [{ v: "NL" }] }, {}];
    expect(seenValues(answers, 1, { rows: [["BE", "x"]] })).toEqual([
      { value: "NL", count: 2, isMatched: false },
      { value: "BE", count: 1, isMatched: true },
    ]);
    expect(seenValues([{ value: 3 }, { value: null }], 0, { rows: [["3", "x"]] })).toEqual([
      { value: "3", count: 1, isMatched: true },
    ]);
  });
});

describe("an edit of a table", () => {
  it("changes rows, default and force, and a table without default forces nothing", () => {
    const table = withRow({ rows: [["a", 1]] }, "b", 2);
    expect(withRowAt(table, 0, ["c", 3]).rows).toEqual([
      ["c", 3],
      ["b", 2],
    ]);
    expect(withoutRow(table, 0).rows).toEqual([["b", 2]]);
    const forced = withForce(withDefault(table, "x"), true);
    expect(forced).toMatchObject({ default: "x", force: true });
    expect(withDefault(forced, undefined)).toEqual({ rows: table.rows });
  });

  it("reads what is typed as the field wants it", () => {
    const listed = {
      name: "S",
      title: "S",
      type: "integer" as const,
      values: [{ value: 12, title: "Open" }],
    };
    expect(readTargetValue("12", listed)).toBe(12);
    expect(readTargetValue("1.5", { name: "n", title: "n", type: "number" })).toBe(1.5);
    expect(readTargetValue("true", { name: "b", title: "b", type: "boolean" })).toBe(true);
    expect(readTargetValue("007", { name: "t", title: "t", type: "text" })).toBe("007");
  });
});
