import type { FieldType, ResourceField } from "@trasvase/shared/connector.ts";
import { slices } from "@trasvase/shared/expression/slices.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { describe, expect, it } from "vitest";
import { sourceFields } from "../source/source-fields.ts";
import { targetRows } from "../target-rows.ts";
import { likelyScore, suggest } from "./suggest.ts";

const record: Json = {
  id: "W1",
  Code: "10",
  currency: "EUR",
  placed_at: "2026-02-01",
  customer: { mail: "a@b.example", phone: "+31 6 1234 5678" },
  billing: { zip: "1234 AB", country: "NL" },
  lines: [{ sku: "A", quantity: 2, price: 1.5 }],
};
const known: ResourceField[] = [{ name: "id", title: "Order reference", type: "text" }];

function suggestions(fields: readonly (Partial<ResourceField> & { name: string })[], text = "") {
  const all = fields.map((one): ResourceField => ({ title: one.name, type: "text" as FieldType, ...one }));
  const target = all.map((field) => ({
    path: [field.name],
    field,
    required: false,
    children: (field.fields ?? []).map((inner) => ({
      path: [field.name, inner.name],
      field: inner,
      required: false,
      children: [],
    })),
  }));
  const rows = targetRows({ text, cut: slices(text), fields: target, added: [] });
  const found = suggest({
    rows,
    aboveOf: (row) => rows.find((one) => one.id === row.above),
    sources: sourceFields({ root: "", values: [record], known }),
    around: (row) =>
      row.lines.map(({ context }) => ({ context, items: (record as { lines: Json[] }).lines })),
    rootValue: () => record,
  });
  return new Map([...found.values()].map((one) => [JSON.parse(one.row).join("."), one]));
}

describe("suggestions (MAP-9)", () => {
  it.each([
    ["same", { name: "Code" }, "Code"],
    ["writing", { name: "PlacedAt", type: "date" }, "placed_at"],
    ["meaning", { name: "Postcode" }, "billing.zip"],
    ["meaning", { name: "Email", example: "x@y.example" }, "customer.mail"],
    ["title", { name: "Reference1", title: "Order reference" }, "id"],
    ["part", { name: "BillingLand" }, "billing.country"],
  ] as const)("find a field by %s", (reason, field, expression) => {
    const found = suggestions([field]).get(field.name);
    expect(found?.expression).toBe(expression);
    expect(found?.reasons[0]?.kind).toBe(reason);
  });

  it("say so when the values look alike, and are then likely", () => {
    const found = suggestions([{ name: "Email", example: "x@y.example" }]).get("Email");
    expect(found?.reasons).toContainEqual({ kind: "look", look: "email" });
    expect(found?.score).toBeGreaterThanOrEqual(likelyScore);
  });

  it.each([
    ["a phone number as a phone extension", { name: "PhoneExtension" }],
    ["a word such as code alone", { name: "VATCode" }],
    ["a value that the target does not know", { name: "Code", values: [{ value: "C", title: "Customer" }] }],
    ["an object as a text", { name: "customer" }],
    ["a field of a list outside its lines", { name: "sku" }],
  ])("never take %s for the likely one", (_case, field) => {
    expect(suggestions([field]).get(field.name)?.score ?? 0).toBeLessThan(likelyScore);
  });

  const lines = {
    name: "OrderLines",
    type: "list",
    fields: [
      { name: "Quantity", title: "Quantity", type: "number" },
      { name: "NetPrice", title: "Price", type: "number" },
    ],
  } as const;

  it("propose the list first, and its fields once there are lines", () => {
    expect([...suggestions([lines])].map(([row, one]) => [row, one.expression])).toEqual([
      ["OrderLines", "[lines.{}]"],
    ]);
    const inside = suggestions([lines], '{ "OrderLines": [lines.{}] }');
    expect(inside.get("OrderLines.Quantity")?.expression).toBe("quantity");
    expect(inside.get("OrderLines.NetPrice")?.expression).toBe("price");
  });

  it("leave alone what is mapped", () => {
    expect(suggestions([{ name: "Code" }], '{ "Code": "fixed" }').size).toBe(0);
  });
});
