import { expect, it } from "vitest";
import { countPresence, presenceAt } from "./field-presence.ts";

it("counts samples, not records: a field is there when any record or element of the sample has it", () => {
  const presence = countPresence([
    [{ input: { id: 1, lines: [{ sku: "a" }, { sku: "b", note: "x" }] } }],
    [{ input: { id: 2, lines: [] } }, { input: { id: 3, to: { zip: null } } }],
    [],
  ]);
  expect(presence.of).toBe(2);
  expect(presenceAt(presence, ["id"])).toBe(2);
  expect(presenceAt(presence, ["lines", 1, "sku"])).toBe(1);
  expect(presenceAt(presence, ["lines", 0, "note"])).toBe(1);
  expect(presenceAt(presence, ["to", "zip"])).toBe(1);
  expect(presenceAt(presence, ["absent"])).toBe(0);
});
