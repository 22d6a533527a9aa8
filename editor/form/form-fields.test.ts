import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { field } from "@trasvase/shared/field.ts";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { formFields } from "./form-fields.ts";

describe("the fields of a form", () => {
  it.each([
    [z.string(), "text"],
    [z.number().optional(), "number"],
    [z.int().default(1), "number"],
    [z.boolean().default(false), "toggle"],
    [z.enum(["a", "b"]), "choice"],
    [z.array(z.string()).default([]), "field-list"],
    [z.record(z.string(), z.string()).default({}), "key-value"],
    [field(z.string(), { title: "T", secret: true }), "secret"],
    [field(z.string(), { title: "T", widget: "expression" }), "expression"],
  ])("gives %o the control %s", (schema, widget) => {
    expect(formFields(z.strictObject({ one: schema }))[0]?.widget).toBe(widget);
  });

  it("carries the hints, the default and whether it may be left out", () => {
    const schema = z.strictObject({
      size: field(z.number().int().min(1).max(9).default(3), {
        title: "Size",
        unit: "records",
        advanced: true,
      }),
      kind: field(z.enum(["a", "b"]), { title: "Kind", choices: { a: "First" } }),
      gone: field(z.string().default(""), { title: "Gone", widget: "hidden" }),
    });
    expect(formFields(schema)).toMatchObject([
      {
        name: "size",
        title: "Size",
        unit: "records",
        advanced: true,
        required: false,
        default: 3,
        minimum: 1,
        maximum: 9,
      },
      {
        name: "kind",
        required: true,
        choices: [
          { value: "a", title: "First" },
          { value: "b", title: "b" },
        ],
      },
    ]);
  });

  it("knows every field of every node type and of every connector's schemas", () => {
    for (const [type, definition] of Object.entries(nodeCatalog)) {
      const initial = definition.config.safeParse(definition.initial);
      expect(initial.success, type).toBe(true);
      for (const one of formFields(definition.config))
        expect(one.title, `${type}.${one.name}`).not.toBe(one.name);
    }
  });
});
