import type { Run } from "@trasvase/shared/contract/run.ts";
import { expect, it } from "vitest";
import { outlookOf } from "./run-outlook.ts";

const run = (more: Partial<Run>): Run => ({
  id: "r",
  flow: "f",
  flowName: "Orders",
  version: 1,
  trigger: "backfill",
  state: "running",
  startedAt: "2026-11-23T12:00:00Z",
  read: 100,
  repeated: 0,
  inFlight: 50,
  isReading: true,
  counts: { created: 50 },
  ...more,
});
const expecting = (expected: number) => ({ since: "2026-01-01T00:00:00Z", expected });

it.each([
  ["against its count while it reads", { backfill: expecting(200) }, { share: 0.25, leftMs: 30_000 }],
  ["against what it read once that is all", { isReading: false }, { share: 0.5, leftMs: 10_000 }],
  ["as done, never as more than that", { backfill: expecting(20) }, { share: 1, leftMs: 0 }],
  [
    "without a time while it is paused",
    { backfill: expecting(200), state: "paused" },
    { share: 0.25, leftMs: undefined },
  ],
  [
    "without a time after a few records",
    { backfill: expecting(200), counts: { created: 2 } },
    { share: 0.01, leftMs: undefined },
  ],
] as const)("tells how far a run is %s", (_, more, outlook) => {
  expect(outlookOf(run(more), 10_000)).toEqual(outlook);
});

it("says nothing while nobody knows how much there is", () => {
  expect(outlookOf(run({}), 10_000)).toBeUndefined();
});
