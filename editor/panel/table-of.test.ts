import { describe, expect, it } from "vitest";
import { tableOf } from "./table-of.ts";

describe("records as a table", () => {
  it("shows one record as its plain values with their places", () => {
    const table = tableOf([{ id: 1, "bill to": { name: "x" }, lines: [{ sku: "a" }, {}], none: [] }]);
    expect(table.rows.map((row) => [row.name, row.cells[0]])).toEqual([
      ["id", 1],
      ["`bill to`.name", "x"],
      ["lines[1].sku", "a"],
      ["lines[2]", {}],
      ["none", []],
    ]);
  });

  it("shows several as rows with the union of their plain fields", () => {
    const table = tableOf([
      { id: 1, to: { city: "A" } },
      { id: 2, lines: [1] },
    ]);
    expect(table.kind === "many" && table.columns).toEqual([["id"], ["to", "city"], ["lines"]]);
    expect(table.rows.map((row) => row.cells)).toEqual([
      [1, "A", undefined],
      [2, undefined, [1]],
    ]);
  });
});
