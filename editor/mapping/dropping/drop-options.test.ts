import type { FieldType, ResourceField } from "@trasvase/shared/connector.ts";
import { compile } from "@trasvase/shared/expression/compile.ts";
import { slices } from "@trasvase/shared/expression/slices.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { describe, expect, it } from "vitest";
import type { TargetField } from "../find-target.ts";
import { allFields, sourceFields, valueOfField } from "../source/source-fields.ts";
import { targetRows } from "../target-rows.ts";
import { applyDrop, placementsFor } from "./apply-drop.ts";
import { type DropKind, dropOptions } from "./drop-options.ts";

const record: Json = {
  id: "W1",
  number: 1001,
  created: "2026-02-01T09:47:00Z",
  paid: "J",
  "order ref": "x 1",
  customer: { email: "a@b.example", "first name": "Ada", company: "Lovelace" },
  tags: ["a", "b"],
  lines: [
    { sku: "A", qty: 1, price: 1.5, parts: [{ code: "p" }] },
    { sku: "B", qty: 0, price: 2.5, parts: [{ code: "q" }, { code: "r" }] },
  ],
};
const items: Json = [{ ID: "i1" }, { ID: "i2" }];

const field = (name: string, type: FieldType, fields?: ResourceField[]): ResourceField => ({
  name,
  title: name,
  type,
  ...(fields ? { fields } : {}),
});
const target = (one: ResourceField, above: readonly string[] = []): TargetField => {
  const path = [...above, one.name];
  return {
    path,
    field: one,
    required: false,
    children: (one.fields ?? []).map((inner) => target(inner, path)),
  };
};
const fields = [
  field("Ref", "text"),
  field("Count", "number"),
  field("Paid", "boolean"),
  field("Date", "date"),
  field("Any", "any"),
  field("Tags", "list"),
  field("Contact", "object", [field("Email", "text"), field("FirstName", "text"), field("Fax", "text")]),
  field("Lines", "list", [
    field("Item", "text"),
    field("Qty", "number"),
    field("Parts", "list", [field("Code", "text")]),
  ]),
].map((one) => target(one));

/** Drops a source field on a target field of a mapping. */
function drop(text: string, from: string, to: string, root = "") {
  const cut = slices(text);
  const rows = targetRows({ text, cut, fields, added: [] });
  const row = rows.find((one) => one.path.join(".") === to);
  if (!row) throw new Error(`There is no row ${to}.`);
  const value = root === "" ? record : items;
  const known = allFields(sourceFields({ root, values: [value] }));
  const source = known.find((one) => one.path.join(".") === from);
  if (!source) throw new Error(`There is no field ${from}.`);
  const above = rows.find((one) => one.id === row.above);
  let data: Json = record;
  const around = row.lines.map(({ context }) => {
    const found = evaluated(`[${context}.{"v": $}]`, data);
    data = found[0] ?? null;
    return { context, items: found };
  });
  const dropped = {
    picked: { ...source, path: [...source.path], lists: [...source.lists], types: [...source.types] },
    fields: source.fields,
    example: valueOfField(value, source.path, 0),
    rootValue: (one: string) =>
      one === "" || one === "$source" ? record : one === "$steps.items" ? items : undefined,
  };
  const options = dropOptions(dropped, {
    row,
    inside: insideOf(fields, row.path),
    around,
    list: above?.kind === "lines" && !above.pair ? above : undefined,
  });
  return {
    row,
    options,
    result: (kind: DropKind, placement = "replace" as const) => {
      const option = options.find((one) => one.kind === kind);
      return option && applyDrop(text, row, { option, placement });
    },
  };
}

function evaluated(text: string, data: Json): readonly Json[] {
  const bindings = { source: record, steps: { items } };
  const list = compile(text).evaluate(data, bindings) as Json[];
  return list.map((one) => (isJsonObject(one) ? (one.v ?? null) : null));
}

function insideOf(known: readonly TargetField[], [name, ...rest]: readonly string[]): readonly TargetField[] {
  const found = known.find((one) => one.field.name === name);
  return rest.length === 0 ? (found?.children ?? []) : insideOf(found?.children ?? [], rest);
}

/** Kind and expression of every option. */
function written(text: string, from: string, to: string, root?: string) {
  return drop(text, from, to, root).options.map(({ kind, expression }) => [kind, expression]);
}

const withLines = '{ "Lines": [lines.{}] }';

describe("a source field dropped on a target field (MAP-4)", () => {
  it.each([
    ["scalar to scalar", "id", "Ref", "id"],
    ["a number to text", "number", "Ref", "$string(number)"],
    ["text to a number", "id", "Count", "$number(id)"],
    ["J to yes or no", "paid", "Paid", 'paid = "J"'],
    ["date and time to date", "created", "Date", '$substringBefore(created, "T")'],
    ["a name with a space", "order ref", "Ref", "`order ref`"],
    ["inside an object", "customer.first name", "Ref", "customer.`first name`"],
    ["to any type", "number", "Any", "number"],
  ])("%s", (_case, from, to, expression) => {
    expect(written("{}", from, to)).toEqual([["path", expression]]);
  });

  it("asks of an object on an object: match children by name, or the whole object", () => {
    expect(written("{}", "customer", "Contact")).toEqual([
      ["children", '{ "Email": customer.email, "FirstName": customer.`first name` }'],
      ["whole", "customer"],
    ]);
    expect(drop("", "customer", "Contact").result("children")).toBe(
      '{\n  "Contact": {\n    "Email": customer.email,\n    "FirstName": customer.`first name`\n  }\n}',
    );
  });

  it("makes lines of a list on a list", () => {
    expect(written("{}", "lines", "Lines")).toEqual([["lines", "[lines.{}]"]]);
  });

  it("keeps the fields of lines when another list is dropped on them", () => {
    const text = '{ "Lines": [lines.{"Item": sku}] }';
    expect(written(text, "lines", "Lines")).toEqual([
      ["context", "lines"],
      ["lines", "[lines.{}]"],
    ]);
    expect(drop(text, "lines.parts", "Lines").result("context")).toBe(
      '{ "Lines": [lines.parts.{"Item": sku}] }',
    );
  });

  it.each([
    ["its own lines", withLines, "lines.sku", "Lines.Item", "sku"],
    ["a filter at the lines", '{ "Lines": [lines[qty > 0].{}] }', "lines.sku", "Lines.Item", "sku"],
    ["lines named otherwise", '{ "Lines": [$source.lines#$i.{}] }', "lines.sku", "Lines.Item", "sku"],
    ["the record", withLines, "id", "Lines.Item", "$$.id"],
  ])("writes a field of %s relative to the line", (_case, text, from, to, expression) => {
    expect(written(text, from, to)).toEqual([["path", expression]]);
  });

  it("writes a field of inner lines relative to them", () => {
    const text = '{ "Lines": [lines.{ "Parts": [parts.{}] }] }';
    expect(written(text, "lines.parts.code", "Lines.Parts.Code")).toEqual([["path", "code"]]);
  });

  it("asks when the lines around go through another list, the same line first", () => {
    const asked = drop(withLines, "ID", "Lines.Item", "$steps.items");
    expect(asked.options.map(({ kind, expression }) => [kind, expression])).toEqual([
      ["sameLine", "$steps.items[$i].ID"],
      ["first", "($steps.items.ID)[0]"],
      ["only", "$single($steps.items.ID)"],
      ["join", '$join($steps.items.ID, ", ")'],
      ["count", "$string($count($steps.items.ID))"],
    ]);
    expect(asked.result("sameLine")).toBe('{ "Lines": [lines#$i.{\n  "Item": $steps.items[$i].ID\n}] }');
  });

  it("uses the counter that the lines have", () => {
    const text = '{ "Lines": [lines#$n.{}] }';
    expect(drop(text, "ID", "Lines.Item", "$steps.items").result("sameLine")).toContain(
      "$steps.items[$n].ID",
    );
  });

  it("asks of a field in a list on a single field: first, only one, join, sum, count", () => {
    expect(written("{}", "lines.price", "Ref")).toEqual([
      ["first", "$string((lines.price)[0])"],
      ["only", "$string($single(lines.price))"],
      ["join", '$join(lines.price.$string(), ", ")'],
      ["sum", "$string($decimalSum(lines.price))"],
      ["count", "$string($count(lines.price))"],
    ]);
    expect(written("{}", "lines.qty", "Count")).toEqual([
      ["first", "(lines.qty)[0]"],
      ["only", "$single(lines.qty)"],
      ["sum", "$sum(lines.qty)"],
      ["count", "$count(lines.qty)"],
    ]);
    expect(written("{}", "lines", "Count")).toEqual([["count", "$count(lines)"]]);
  });

  it.each([
    ["id", "[id]"],
    ["tags", "[tags]"],
    ["lines.sku", "[lines.sku]"],
  ])("keeps %s a list on a list of values", (from, expression) => {
    expect(written("{}", from, "Tags")).toEqual([["list", expression]]);
  });

  it("offers a list first where the type is not known", () => {
    expect(written("{}", "tags", "Any")[0]).toEqual(["list", "[tags]"]);
  });

  it("makes the lines on the way when a field of a list is dropped inside a list without any", () => {
    expect(drop("", "lines.sku", "Lines.Item").result("path")).toBe(
      '{\n  "Lines": [lines.{\n    "Item": sku\n  }]\n}',
    );
    expect(drop("", "id", "Lines.Item").result("oneLine")).toBe(
      '{\n  "Lines": [$.{\n    "Item": id\n  }]\n}',
    );
  });
});

describe("a cell that has an expression already", () => {
  it.each([
    ["replace", "number", '{ "Ref": $string(number) }'],
    ["missing", "number", '{ "Ref": (a ? b : c) ?? $string(number) }'],
    ["empty", "number", '{ "Ref": (a ? b : c) ?: $string(number) }'],
    ["append", "number", '{ "Ref": (a ? b : c) & $string(number) }'],
    ["appendSpaced", "number", '{ "Ref": (a ? b : c) & " " & $string(number) }'],
  ] as const)("can take a field by %s", (placement, from, expected) => {
    const { row, options } = drop('{ "Ref": a ? b : c }', from, "Ref");
    const [option] = options;
    if (!option) throw new Error("There is an option.");
    expect(placementsFor(row, option)).toEqual(["replace", "missing", "empty", "append", "appendSpaced"]);
    expect(applyDrop('{ "Ref": a ? b : c }', row, { option, placement })).toBe(expected);
  });

  it("is not appended to where a number is wanted", () => {
    const { row, options } = drop('{ "Count": 1 }', "number", "Count");
    expect(options[0] && placementsFor(row, options[0])).toEqual(["replace", "missing"]);
  });

  it("is only replaced by lines and by objects", () => {
    const { row, options } = drop('{ "Contact": billing }', "customer", "Contact");
    expect(options[0] && placementsFor(row, options[0])).toEqual(["replace"]);
  });
});
