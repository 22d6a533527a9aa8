import { describe, expect, it } from "vitest";
import { shapeOfFields, targetValuesAt } from "./target-shape.ts";

const values = (name: string) => [{ value: name, title: name }];
const target = shapeOfFields([
  { name: "Status", title: "Status", type: "text", values: values("status") },
  { name: "Read", title: "Read", type: "text", writable: false, values: values("read") },
  {
    name: "Lines",
    title: "Lines",
    type: "list",
    fields: [{ name: "VAT", title: "VAT", type: "text", values: values("vat") }],
  },
  {
    name: "Address",
    title: "Address",
    type: "object",
    fields: [{ name: "Country", title: "Country", type: "text", values: values("country") }],
  },
]);

describe("the values a target takes at a place", () => {
  it.each<[string, string | undefined]>([
    ['{ "Status": ', "status"],
    ['{ "Status": st', "status"],
    ['{ "Status": a & ', undefined],
    ['{ "Read": ', undefined],
    ['{ "Lines": [lines.{ "VAT": ', "vat"],
    ['{ "Lines": [ { "VAT": ', "vat"],
    ['{ "Address": { "Country": ', "country"],
    ['($x := 1; { "Status": ', "status"],
    ['{ "Other": ', undefined],
    ["", undefined],
  ])("%s", (text, expected) => {
    const [first] = targetValuesAt(text, text.length, target) ?? [];
    expect(first?.value).toBe(expected);
  });

  it("are those of a field that is written by itself", () => {
    expect(targetValuesAt("", 0, { values: values("x") })?.[0]?.value).toBe("x");
  });
});
