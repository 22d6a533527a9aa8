import { setTimeout as sleep } from "node:timers/promises";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import type { ScriptedFailure } from "@trasvase/nodes/connectors/memory/memory-system.ts";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { laneOf } from "../queue/lane-of.ts";
import { makeTestEngine, type TestEngine, workUntilIdle } from "../testing/make-engine.ts";
import { heldBy, makeScene, thingsBy } from "../testing/make-scene.ts";
import { Death, type Fate, makeMortalEngine } from "../testing/mortal-engine.ts";
import { startRun } from "./start-run.ts";

const leaseMs = 250;
let test: TestDatabase;
let world: TestEngine;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database, {
    leaseMs,
    callTimeoutMs: 60,
    retryBaseMs: 10,
    retryMostMs: 40,
    matchWaitMs: 50,
  });
});
afterAll(() => test.drop());

const failures: fc.Arbitrary<ScriptedFailure> = fc.constantFrom<ScriptedFailure>(
  { on: "write", answer: { kind: "transient", code: "busy", message: "Busy." } },
  { on: "write", answer: { kind: "transient", code: "later", message: "Later.", retryAfterMs: 30 } },
  { on: "write", answer: { kind: "unknown", code: "cut", message: "Cut before it arrived." } },
  { on: "write", answer: "commit-then-drop" },
  { on: "write", answer: { kind: "rejected", code: "bad", message: "Refused." } },
  { on: "write", answer: new ConnectorError("transient", "down", "Down.") },
  { on: "find", answer: new ConnectorError("transient", "slow", "Slow.") },
  { on: "find", answer: new ConnectorError("broken", "signed-out", "Sign in again.", 20) },
);

const fates: fc.Arbitrary<Fate> = fc.record({
  atCall: fc.integer({ min: 1, max: 90 }),
  carriedOut: fc.boolean(),
});

/** Keys that repeat, some records that no mapping takes, some that a filter drops. */
const records: fc.Arbitrary<readonly JsonObject[]> = fc.array(
  fc.record({
    number: fc.nat(25).map((n) => `A${n}`),
    total: fc.oneof({ weight: 8, arbitrary: fc.nat(20) }, fc.constant("many")),
    customer: fc.nat(3).map((n) => `C${n}`),
  }),
  { minLength: 1, maxLength: 60 },
);

const makeFlowUnderTest = () =>
  makeScene(test.database, world, {
    nodes: {
      some: { type: "filter", config: { keep: "total != 3" } },
      map: { type: "mapping", config: { expression: '{ "ref": number, "total": $number(total) }' } },
      erp: thingsBy("ref"),
    },
    edges: [
      { from: "orders", to: "some" },
      { from: "some", port: "kept", to: "map" },
      { from: "map", to: "erp" },
    ],
  });

describe("conservation", () => {
  it("holds whatever answers come back and wherever the process dies, and nothing is made twice", async () => {
    await fc.assert(
      fc.asyncProperty(
        records,
        fc.array(failures, { maxLength: 8 }),
        fc.array(fates, { maxLength: 4 }),
        async (orders, scripted, deaths) => {
          const scene = await makeFlowUnderTest();
          scene.shop.push("orders", ...orders);
          scene.erp.fail(...scripted);
          await startRun(world.engine, scene.flow, { triggerKind: "manual" });
          for (const fate of deaths) {
            const mortal = makeMortalEngine(world.engine, fate);
            try {
              await workUntilIdle(mortal.engine);
            } catch (error) {
              if (!mortal.isDead()) throw error;
              expect(String(error)).toContain(new Death().message);
            }
            await scene.sums();
            await sleep(leaseMs + 20);
          }
          await scene.settle(leaseMs + 200);
          const sums = await scene.sums();
          expect(sums).toMatchObject({ received: orders.length, inFlight: 0 });
          expect(sums.done + sums.filtered + sums.rejected).toBe(orders.length);
          const held = scene.erp.records("things");
          expect(heldBy(scene.erp, "ref").size, "a record was created twice").toBe(held.length);
          await expectNewestStates(scene, orders);
        },
      ),
      { numRuns: Number(process.env.CONSERVATION_RUNS ?? 12), endOnFailure: true },
    );
  }, 600_000);
});

describe("a record that ends its worker", () => {
  it("is rejected with that reason once it did so again and again, and the others go on", async () => {
    const scene = await makeScene(test.database, world);
    // All in one lane, so that they share a chunk.
    const keys = Array.from({ length: 400 }, (_, index) => `K${index}`).filter((key) => laneOf(key) === 5);
    const orders = keys.slice(0, 9).map((number, index) => ({ number, total: index, customer: "C" }));
    const poison = keys[4];
    scene.shop.push("orders", ...orders);
    await startRun(world.engine, scene.flow, { triggerKind: "manual" });
    let deaths = 0;
    for (let life = 0; life < 8; life++) {
      const lethal = (data: Json) => (data as JsonObject).ref === poison;
      const mortal = makeMortalEngine(world.engine, {
        atCall: Number.POSITIVE_INFINITY,
        carriedOut: false,
        lethal,
      });
      await workUntilIdle(mortal.engine).catch(() => undefined);
      if (mortal.isDead()) deaths++;
      await sleep(leaseMs + 20);
    }
    await scene.settle(200);
    expect(await scene.sums()).toMatchObject({ done: 8, rejected: 1, inFlight: 0 });
    expect((await scene.log()).find((row) => row.state === "rejected")).toMatchObject({
      key: poison,
      leaves: [{ code: "ended-worker" }],
    });
    // The first one while it was walked together with the others.
    expect(deaths).toBe(4);
    expect(scene.erp.records("things")).toHaveLength(8);
  }, 60_000);
});

/** The newest state of each key that was not refused is what the target has. */
async function expectNewestStates(
  scene: Awaited<ReturnType<typeof makeFlowUnderTest>>,
  orders: readonly JsonObject[],
): Promise<void> {
  const log = await scene.log();
  const isRefused = (key: unknown) => log.some((row) => row.key === key && row.state === "rejected");
  const newest = new Map(
    orders.filter((one) => one.total !== 3 && one.total !== "many").map((one) => [one.number, one]),
  );
  const held = heldBy(scene.erp, "ref");
  for (const [key, order] of newest) {
    if (!isRefused(key)) expect(held.get(key)?.total, `the last state of ${String(key)}`).toBe(order.total);
  }
}
