import type { Run } from "@trasvase/shared/contract/run.ts";
import { outcomeKinds } from "@trasvase/shared/outcome.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  balanceOf,
  countGroup,
  countSettled,
  hasNoOutput,
  outcomeGroups,
  runDuration,
} from "./outcome-groups.ts";

const run = (more: Partial<Run>): Run => ({
  id: "r",
  flow: "f",
  flowName: "Orders",
  version: 1,
  trigger: "manual",
  state: "succeeded",
  startedAt: "2026-11-23T12:00:00Z",
  finishedAt: "2026-11-23T12:01:00Z",
  read: 0,
  repeated: 0,
  inFlight: 0,
  isReading: false,
  counts: {},
  ...more,
});

describe("the groups of outcomes", () => {
  it("hold every outcome once", () => {
    expect(Object.values(outcomeGroups).flat().sort()).toEqual([...outcomeKinds].sort());
  });

  it("together count every settled record", () => {
    const anyCounts = fc.dictionary(fc.constantFrom(...outcomeKinds), fc.nat({ max: 1000 }));
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const groups = ["written", "left", "waiting", "failed"] as const;
        const sum = groups.reduce((total, group) => total + countGroup(counts, group), 0);
        expect(sum).toBe(countSettled(counts));
      }),
    );
  });
});

describe("the balance of a run", () => {
  it("comes out even when everything read is somewhere", () => {
    const counted = run({
      read: 412,
      repeated: 12,
      inFlight: 5,
      counts: { created: 380, filtered: 12, rejected: 3 },
    });
    expect(balanceOf(counted)).toEqual({ settled: 395, difference: 0 });
  });

  it("shows what is missing or too much", () => {
    expect(balanceOf(run({ read: 10, counts: { created: 9 } })).difference).toBe(1);
    expect(balanceOf(run({ read: 8, counts: { created: 9 } })).difference).toBe(-1);
  });
});

it.each([
  ["only filtered", { read: 40, counts: { filtered: 40 } }, true],
  ["something created", { read: 40, counts: { filtered: 39, created: 1 } }, false],
  ["all unchanged, which is how it should be", { read: 40, counts: { unchanged: 40 } }, false],
  ["nothing read", { read: 0 }, false],
  ["only repeated", { read: 12, repeated: 12 }, false],
  ["rejected, which says so itself", { read: 1, counts: { rejected: 1 } }, false],
] satisfies [string, Partial<Run>, boolean][])(
  "tells of a run without output: %s",
  (_, counted, expected) => {
    expect(hasNoOutput(run(counted))).toBe(expected);
  },
);

it("says nothing of output while a run goes on", () => {
  const { finishedAt: _, ...underWay } = run({ read: 40, counts: { filtered: 40 } });
  expect(hasNoOutput({ ...underWay, state: "running" })).toBe(false);
});

it("measures a run to its end, or until now", () => {
  expect(runDuration(run({}), 0)).toBe(60_000);
  const { finishedAt: _, ...underWay } = run({});
  expect(runDuration(underWay, Date.parse("2026-11-23T12:00:07Z"))).toBe(7000);
});
