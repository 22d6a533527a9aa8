import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ResourceField } from "../connector.ts";
import {
  differingFields,
  joinFields,
  personalFieldsOf,
  printPersonalPaths,
  readsPersonal,
  withStandIns,
} from "./personal-fields.ts";
import { makeStandIns } from "./stand-ins.ts";

const standIns = makeStandIns((text) => createHmac("sha256", "key").update(text).digest());
const fields: ResourceField[] = [
  { name: "code", title: "Code", type: "text" },
  { name: "name", title: "Name", type: "text", personal: true },
  {
    name: "lines",
    title: "Lines",
    type: "list",
    fields: [
      { name: "item", title: "Item", type: "text" },
      { name: "receiver", title: "Receiver", type: "object", personal: true },
    ],
  },
  {
    name: "total",
    title: "Total",
    type: "object",
    fields: [{ name: "amount", title: "Amount", type: "number" }],
  },
];

describe("personal fields", () => {
  it("are found in resources, in lists, and where a person marked them", () => {
    const personal = personalFieldsOf(fields, ["buyer.email", "E-mail 2.0", "`first name`"]);
    const record = {
      code: "C1",
      name: "Anna",
      lines: [{ item: "pen", receiver: { name: "Bob", age: 41 } }, { item: "ink" }],
      total: { amount: 5 },
      buyer: { email: "anna@x.nl", id: 7 },
      "E-mail 2.0": "bob@x.nl",
      "first name": "Anna",
    };
    const made = withStandIns(record, personal, standIns);
    expect(made).toEqual({
      ...record,
      name: standIns.text("Anna"),
      lines: [{ item: "pen", receiver: standIns.value({ name: "Bob", age: 41 }) }, { item: "ink" }],
      buyer: { email: standIns.text("anna@x.nl"), id: 7 },
      "E-mail 2.0": standIns.text("bob@x.nl"),
      "first name": standIns.text("Anna"),
    });
    expect(Object.keys(made as object)).toEqual(Object.keys(record));
    expect(JSON.stringify(made)).not.toMatch(/anna|bob/i);
  });

  it("are none where nothing is personal, and then the record stays the very same", () => {
    expect(personalFieldsOf([{ name: "code", title: "Code", type: "text" }], ["  "])).toBeUndefined();
    const record = { code: "C1" };
    expect(withStandIns(record, personalFieldsOf(fields), standIns)).toBe(record);
  });

  it.each([
    [["code"], false],
    [["name"], true],
    [["name", "first"], true],
    [["lines"], true],
    [["lines", "item"], false],
    [["lines", "receiver", "age"], true],
    [["total", "amount"], false],
    [["*"], true],
    [[], true],
  ])("are read by the path %j: %s", (path, expected) => {
    expect(readsPersonal([path], personalFieldsOf(fields))).toBe(expected);
    expect(readsPersonal([path], undefined)).toBe(false);
  });
});

describe("fields that differ", () => {
  it("are found at any depth and in any element, and join with others", () => {
    const original = {
      a: 1,
      lines: [
        { to: "Anna", n: 1 },
        { to: "Bob", n: 2 },
      ],
      who: { name: "Anna", id: 1 },
      gone: [1],
    };
    const changed = {
      a: 1,
      lines: [
        { to: "Anna", n: 1 },
        { to: "Kol", n: 2 },
      ],
      who: { name: "Kola", id: 1 },
      gone: null,
    };
    const fields = differingFields(original, changed);
    expect(printPersonalPaths(fields)).toEqual(["lines.to", "who.name", "gone"]);
    expect(differingFields(original, { ...original })).toBeUndefined();
    expect(printPersonalPaths(joinFields(fields, personalFieldsOf([], ["who", "b.c"])))).toEqual(
      expect.arrayContaining(["lines.to", "who", "gone", "b.c"]),
    );
    expect(joinFields(undefined, fields)).toBe(fields);
  });
});
