import { newId } from "@trasvase/db/id.ts";
import { claimRun } from "@trasvase/db/queries/claim-run.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { createMemorySystem } from "@trasvase/nodes/connectors/memory/memory-system.ts";
import type { Connector } from "@trasvase/shared/connector.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTestEngine, type TestEngine, workUntilIdle } from "../testing/make-engine.ts";
import { makeOrders, makeScene } from "../testing/make-scene.ts";
import { readRun, workLane } from "./run.ts";
import { startRun } from "./start-run.ts";
import { WalkGate } from "./walk-gate.ts";

let test: TestDatabase;
let world: TestEngine;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database, { callTimeoutMs: 100 });
});
afterAll(() => test.drop());

const never = new AbortController().signal;

/** A connector whose next write stops until it is let go. */
function stopInWrite(connector: Connector): {
  readonly connector: Connector;
  stopped: Promise<void>;
  go(): void;
} {
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  let tell = () => {};
  const stopped = new Promise<void>((resolve) => {
    tell = resolve;
  });
  let used = false;
  return {
    stopped,
    go: () => go(),
    connector: {
      ...connector,
      async openWriter(connection, services) {
        const writer = await connector.openWriter(connection, services);
        return {
          ...writer,
          async write(intents, signal) {
            const written = await writer.write(intents, signal);
            if (used) return written;
            used = true;
            tell();
            await gate;
            return written;
          },
        };
      },
    },
  };
}

describe("a worker that lost its lane in the middle of a write", () => {
  it("stores nothing of what it did; the newer one settles each record once, and nothing is created twice", async () => {
    const scene = await makeScene(test.database, world);
    const gate = stopInWrite(scene.erp.connector);
    world.know(gate.connector);
    scene.shop.push(
      "orders",
      { number: "A1", total: 1, customer: "C" },
      { number: "A1", total: 2, customer: "C" },
    );
    await startRun(world.engine, scene.flow, { triggerKind: "manual" });
    const owner = newId();
    const run = await claimRun(world.engine.database, { owner, leaseMs: 60_000 });
    if (!run) throw new Error("There is no run.");
    await readRun(world.engine, run, never);
    const claim = await world.engine.queue.claim({ owner, leaseMs: 60_000, withoutFlows: [] });
    if (!claim) throw new Error("There is no lane.");
    // In a process of its own, which the others do not wait for.
    const stale = workLane({ ...world.engine, gate: new WalkGate() }, claim, never);
    await gate.stopped;
    // As after a pause longer than its lease.
    await test.database
      .$client`update lane set lease_until = now() - interval '1 second' where flow_id = ${scene.flow.flowId}`;
    await scene.settle(500);
    const settled = await scene.sums();
    expect(settled).toMatchObject({ received: 2, done: 2, inFlight: 0 });
    gate.go();
    await stale;
    await scene.settle(300);
    expect(await scene.sums()).toEqual(settled);
    expect(scene.erp.records("things")).toMatchObject([{ data: { ref: "A1", total: 2 } }]);
  });

  it("cannot queue records for a run that somebody else reads now", async () => {
    const scene = await makeScene(test.database, world);
    scene.shop.push("orders", ...makeOrders(30));
    const runId = await startRun(world.engine, scene.flow, { triggerKind: "manual" });
    const run = await claimRun(world.engine.database, { owner: newId(), leaseMs: 60_000 });
    if (run?.id !== runId || !run) throw new Error("There is no run.");
    await test.database
      .$client`update run set epoch = epoch + 1, lease_until = null, owner = null where id = ${run.id}`;
    await readRun(world.engine, run, never);
    expect(await scene.sums()).toMatchObject({ received: 0 });
    await workUntilIdle(world.engine);
    expect(await scene.sums()).toMatchObject({ received: 30, done: 30 });
  });
});

describe("two flows that write the same records", () => {
  it("create each once, whichever comes first", async () => {
    const erp = createMemorySystem({ type: "shared-erp", resources: [{ name: "things" }] });
    await world.add(erp);
    const nodes = {
      map: { type: "mapping", config: { expression: '{ "ref": customer, "by": number }' } },
      erp: { type: "destination", config: { connection: "shared-erp", resource: "things", match: "ref" } },
    };
    const scenes = [
      await makeScene(test.database, world, { nodes }),
      await makeScene(test.database, world, { nodes }),
    ];
    for (const scene of scenes) {
      scene.shop.push("orders", ...makeOrders(60));
      await startRun(world.engine, scene.flow, { triggerKind: "manual" });
    }
    await Promise.all([1, 2, 3, 4].map(() => workUntilIdle(world.engine, { idleMs: 800 })));
    expect(erp.records("things")).toHaveLength(7);
    for (const scene of scenes)
      expect(await scene.sums()).toMatchObject({ received: 60, done: 60, inFlight: 0 });
  }, 60_000);
});
