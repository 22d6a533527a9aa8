import { slices } from "@trasvase/shared/expression/slices.ts";
import { describe, expect, it } from "vitest";
import type { TargetField } from "./find-target.ts";
import { chooseRows, countRows } from "./row-filters.ts";
import { targetRows } from "./target-rows.ts";

const field = (
  path: string[],
  required = false,
  children: TargetField[] = [],
  type = "text" as const,
): TargetField => ({
  path,
  field: { name: path.at(-1) ?? "", title: `The ${path.at(-1)}`, type },
  required,
  children,
});
const fields: TargetField[] = [
  field(["Code"], true),
  {
    ...field(["Address"], false, [field(["Address", "City"], true)]),
    field: { name: "Address", title: "Address", type: "object" },
  },
  {
    ...field(["Lines"], true, [field(["Lines", "Item"], true)]),
    field: { name: "Lines", title: "Lines", type: "list" },
  },
];

function rowsOf(text: string, added: string[][] = []) {
  return targetRows({ text, cut: slices(text), fields, added });
}
const noMarks = { problems: new Set<string>(), changed: new Set<string>() };

describe("the rows of the mapping table", () => {
  it("are the target's fields in order, then what is mapped besides, then what was added", () => {
    const rows = rowsOf('{ "Other": 1, "Code": id, "Other": 2, $k: 3 }', [["Fresh"], ["Code"]]);
    expect(rows.map((row) => row.path.join("."))).toEqual([
      ...["Code", "Address", "Address.City", "Lines", "Lines.Item"],
      ...["Other", "Other", "$k", "Fresh"],
    ]);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(rows[0]).toMatchObject({ text: "id", place: [1] });
  });

  it("need what stands in an object only when the object is sent", () => {
    const city = (text: string) => rowsOf(text).find((row) => row.path.join(".") === "Address.City");
    expect(city("{}")?.isRequired).toBe(false);
    expect(city('{ "Address": {} }')?.isRequired).toBe(true);
  });

  it("are covered inside what is made as a whole", () => {
    expect(rowsOf('{ "Address": billing }').find((row) => row.path.length === 2)?.isCovered).toBe(true);
    expect(rowsOf("$merge([a, b])").every((row) => row.isCovered)).toBe(true);
    expect(rowsOf("/* nothing yet */").some((row) => row.isCovered)).toBe(false);
  });

  it("know the lines around them", () => {
    const item = rowsOf('{ "Lines": [lines[qty > 0].{ "Item": sku }] }').find(
      (row) => row.path[1] === "Item",
    );
    expect(item?.lines).toMatchObject([{ context: "lines", filter: "qty > 0", place: [0] }]);
  });

  it("are counted by filter, required ones with how many are filled", () => {
    const counts = countRows(rowsOf('{ "Code": id, "Lines": [lines.{}] }'), noMarks);
    expect(counts.required).toEqual({ all: 3, filled: 2 });
    expect(counts.optional).toEqual({ all: 1, filled: 0 });
    expect(counts.mapped.all).toBe(2);
  });

  it("are found by name or title, with the groups they stand in, whether those are closed or not", () => {
    const rows = rowsOf("{}");
    const closed = new Set(rows.filter((row) => row.kind !== "field").map((row) => row.id));
    const shown = (search: string) =>
      chooseRows(rows, { filter: "all", search, closed }, noMarks).map((row) => row.path.join("."));
    expect(shown("")).toEqual(["Code", "Address", "Lines"]);
    expect(shown("the item")).toEqual(["Lines", "Lines.Item"]);
  });
});
