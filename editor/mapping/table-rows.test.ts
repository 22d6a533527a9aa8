import { describe, expect, it } from "vitest";
import { filterRows, problemsInside, tableRows } from "./table-rows.ts";

const field = (name: string, required: boolean) => ({
  path: [name],
  required,
  field: { name, title: name, type: "text" as const },
});
const targets = [field("Code", true), field("Name", false)];
const mapped = [
  { path: ["Name"], value: { start: 10, end: 14 } },
  { path: ["Other", "Deep"], value: { start: 30, end: 31 } },
];
const problem = { code: "S0202", severity: "error" as const, message: "No.", start: 12, end: 13 };
const rows = tableRows(mapped, targets, [["Extra"], ["Name"]], [problem]);

describe("the rows of a mapping table", () => {
  it("are the target's fields, then what is mapped besides, then what was just added", () => {
    expect(rows.map((row) => row.path.join("."))).toEqual(["Code", "Name", "Other.Deep", "Extra"]);
  });

  it.each([
    ["all", 4],
    ["required", 1],
    ["mapped", 2],
    ["problems", 1],
  ] as const)("filtered by %s are %i", (filter, count) => {
    expect(filterRows(rows, filter)).toHaveLength(count);
  });

  it("know the problems inside their expression, counted from its beginning", () => {
    const name = rows[1];
    expect(name && problemsInside(name)).toEqual([{ ...problem, start: 2, end: 3 }]);
  });
});
