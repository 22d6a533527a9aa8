import type { Json } from "@trasvase/shared/json.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedPlaces } from "./json-changes.ts";
import { isLarge, type JsonRowOptions, jsonRows, prunedValue } from "./json-rows.ts";

const order = {
  id: 20261234,
  customer: { name: "Jansen BV", "e mail": "post@jansen.example" },
  lines: [
    { sku: "A-100", qty: 2 },
    { sku: "B-200", qty: 1 },
  ],
  note: null,
};

const everything: JsonRowOptions = {
  toggled: new Map(),
  opensAlone: () => true,
  search: "",
  isChanged: () => false,
  onlyChanged: false,
};

const paths = (options: Partial<JsonRowOptions>) =>
  jsonRows(order, { ...everything, ...options }).map((row) => row.path.join("/"));

describe("the rows of a JSON tree", () => {
  it("begin with the fields and follow the order of the record", () => {
    expect(paths({})).toEqual([
      "id",
      "customer",
      "customer/name",
      "customer/e mail",
      "lines",
      "lines/0",
      "lines/0/sku",
      "lines/0/qty",
      "lines/1",
      "lines/1/sku",
      "lines/1/qty",
      "note",
    ]);
  });

  it("leave out what is inside a closed row", () => {
    expect(paths({ opensAlone: () => false })).toEqual(["id", "customer", "lines", "note"]);
    expect(paths({ toggled: new Map([['["lines"]', false]]) })).not.toContain("lines/0");
  });

  it.each([
    ["a name", "sku", ["lines", "lines/0", "lines/0/sku", "lines/1", "lines/1/sku"]],
    ["a value, whatever its case", "jansen b", ["customer", "customer/name"]],
    ["a number", "20261", ["id"]],
    ["everything inside a matching name", "customer", ["customer", "customer/name", "customer/e mail"]],
    ["nothing", "zzz", []],
  ])("find %s", (_, search, found) => {
    expect(paths({ search, opensAlone: () => false })).toEqual(found);
  });

  it("keep only what changed, with the way to it", () => {
    const before: Json = {
      ...order,
      lines: [
        { sku: "A-100", qty: 3 },
        { sku: "B-200", qty: 1 },
      ],
    };
    expect(paths({ onlyChanged: true, isChanged: changedPlaces(before, order) })).toEqual([
      "lines",
      "lines/0",
      "lines/0/qty",
    ]);
  });

  it("show a plain value as one row", () => {
    expect(jsonRows("text", everything).map((row) => row.type)).toEqual(["string"]);
  });

  it("number every row among its siblings and never repeat an id", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // fast-check's JSON values are the same as ours apart from being mutable.
        const rows = jsonRows(value as Json, everything);
        expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
        for (const row of rows) expect(row.position).toBeLessThanOrEqual(row.siblings);
        expect(rows.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("changed places", () => {
  it("has none between equal values", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const isChanged = changedPlaces(structuredClone(value) as Json, value as Json);
        expect(jsonRows(value as Json, everything).some((row) => isChanged(row.path))).toBe(false);
      }),
    );
  });
  it("marks everything when there was nothing before", () => {
    const isChanged = changedPlaces(undefined, order);
    expect(jsonRows(order, everything).every((row) => isChanged(row.path))).toBe(true);
  });
});

it("calls a record large by its values or by its size", () => {
  expect(isLarge(order)).toBe(false);
  expect(isLarge(Array.from({ length: 5000 }, () => 1))).toBe(true);
  expect(isLarge({ picture: "x".repeat(1_100_000) })).toBe(true);
});

it("keeps of a value what is found, with the way to it", () => {
  const none = { isChanged: () => false, onlyChanged: false };
  expect(prunedValue(order, { ...none, search: "b-2" })).toEqual({ lines: [{ sku: "B-200" }] });
  expect(prunedValue(order, { ...none, search: "customer" })).toEqual({ customer: order.customer });
  expect(prunedValue(order, { ...none, search: "nowhere" })).toBeUndefined();
  expect(prunedValue(order, { ...none, search: "" })).toBe(order);
});
