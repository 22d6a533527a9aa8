import { expect, it } from "vitest";
import { findEntries } from "./find-entries.ts";

const entries = [
  { label: "Paid web orders to ERP" },
  { label: "Customers", detail: "Active" },
  { label: "Orders", synonyms: ["sales"] },
  { label: "Cafés" },
];
const find = (text: string) => findEntries(entries, text).map(({ label }) => label);

it.each([
  ["", ["Paid web orders to ERP", "Customers", "Orders", "Cafés"]],
  ["orders", ["Orders", "Paid web orders to ERP"]],
  ["erp web", ["Paid web orders to ERP"]],
  ["sales", ["Orders"]],
  ["active", ["Customers"]],
  ["CAFE", ["Cafés"]],
  ["zz", []],
])("finds %j", (text, found) => {
  expect(find(text)).toEqual(found);
});
