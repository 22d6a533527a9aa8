import { expect, it } from "vitest";
import { newId } from "./id.ts";

it("gives ids that are UUIDs of version 7, differ, and sort by time", () => {
  const ids = Array.from({ length: 1_000 }, (_, n) => newId(1_700_000_000_000 + n));
  expect(new Set(ids).size).toBe(1_000);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
