import type { ResourceField } from "@trasvase/shared/connector.ts";
import { describe, expect, it } from "vitest";
import { findViolations } from "./schema-violations.ts";

const fields: readonly ResourceField[] = [
  { name: "code", title: "Code", type: "text", maxLength: 3 },
  { name: "count", title: "Count", type: "integer" },
  { name: "total", title: "Total", type: "number" },
  { name: "day", title: "Day", type: "date" },
  { name: "id", title: "Id", type: "text", writable: false },
  { name: "state", title: "State", type: "text", values: [{ value: "C", title: "Customer" }] },
  {
    name: "lines",
    title: "Lines",
    type: "list",
    fields: [{ name: "open", title: "Open", type: "boolean" }],
  },
];

describe("what a target would object to", () => {
  it.each([
    [{ code: "abcd" }, '["code"]', { code: "tooLong", most: 3, length: 4 }],
    [{ code: { a: 1 } }, '["code"]', { code: "type", wanted: "text" }],
    [{ count: 1.5 }, '["count"]', { code: "type", wanted: "integer" }],
    [{ total: "much" }, '["total"]', { code: "type", wanted: "number" }],
    [{ day: "1 May" }, '["day"]', { code: "type", wanted: "date" }],
    [{ id: "7" }, '["id"]', { code: "readOnly" }],
    [{ state: "X" }, '["state"]', { code: "notAllowed", allowed: "C" }],
    [{ other: 1 }, '["other"]', { code: "unknown" }],
    [{ lines: { open: true } }, '["lines"]', { code: "type", wanted: "list" }],
    [{ lines: [{ open: true }, { open: "yes" }] }, '["lines",1,"open"]', { code: "type", wanted: "boolean" }],
  ])("names the place in %j", (record, place, violation) => {
    expect([...findViolations(record, fields)]).toEqual([[place, violation]]);
  });

  it("is nothing where the value fits, is null, or the resource declares no fields", () => {
    const record = {
      code: 7,
      count: "12345678901234567890",
      total: "1.5",
      day: "2026-05-01",
      state: null,
      lines: [],
    };
    expect(findViolations(record, fields).size).toBe(0);
    expect(findViolations({ anything: 1 }, []).size).toBe(0);
  });
});
