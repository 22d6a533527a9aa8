import type { RecordRow } from "@trasvase/shared/contract/record.ts";
import { expect, it } from "vitest";
import { findNewer } from "./find-newer.ts";

const row = (more: Partial<RecordRow>): RecordRow => ({
  id: "30.2026-11-23.2",
  flow: "f",
  flowName: "Orders",
  run: "r",
  version: 1,
  key: "WEB-1",
  label: "",
  outcome: "created",
  message: "",
  node: "erp",
  nodeTitle: "ERP",
  targets: [],
  attempts: 2,
  at: "2026-11-23T12:00:00Z",
  durationMs: 1,
  ...more,
});
const shown = row({ id: "30.2026-11-23.1", outcome: "rejected", attempts: 1 });

it("finds the later attempt at the same record", () => {
  expect(findNewer(shown, [row({})])?.id).toBe("30.2026-11-23.2");
});

it.each([
  ["itself", shown],
  ["a key that only begins alike", row({ key: "WEB-10" })],
  ["the same key read by another run", row({ run: "other" })],
  ["the same key in another flow", row({ flow: "other" })],
  ["an earlier attempt", row({ attempts: 1 })],
])("does not take %s for it", (_, other) => {
  expect(findNewer(shown, [other])).toBeUndefined();
});
