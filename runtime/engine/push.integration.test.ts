import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTestEngine, type TestEngine } from "../testing/make-engine.ts";
import { makeOrders, makeScene } from "../testing/make-scene.ts";
import { PushIntake } from "./push.ts";

let test: TestDatabase;
let world: TestEngine;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database, { backlogRecords: 50 });
});
afterAll(() => test.drop());

const raw = (count: number, from = 0) => makeOrders(count, from).map((data) => ({ data }));

describe("pushed records", () => {
  it("are durable before the answer, and walked once", async () => {
    const { erp, flow, settle, sums } = await makeScene(test.database, world);
    const intake = new PushIntake(world.engine);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        intake.append(flow, { records: raw(2, index * 2), deliveryId: undefined }),
      ),
    );
    expect(answers).toEqual(answers.map(() => ({ kind: "accepted", count: 2 })));
    expect(await sums()).toMatchObject({ received: 40, inFlight: 40 });
    await settle(0);
    expect(erp.records("things")).toHaveLength(40);
    expect(await sums()).toMatchObject({ received: 40, done: 40 });
  });

  it("count once when their sender repeats the delivery, at once or later", async () => {
    const { flow, settle, sums } = await makeScene(test.database, world);
    const intake = new PushIntake(world.engine);
    const push = { records: raw(3), deliveryId: "evt_1" };
    const both = await Promise.all([intake.append(flow, push), intake.append(flow, push)]);
    expect(both.map((one) => one.kind).sort()).toEqual(["accepted", "repeated"]);
    expect(await intake.append(flow, push)).toEqual({ kind: "repeated" });
    await settle(0);
    expect(await sums()).toMatchObject({ received: 3, repeated: 6, done: 3 });
  });

  it("are refused when the backlog is full, and nothing of them is stored", async () => {
    const { flow, settle, sums } = await makeScene(test.database, world);
    const intake = new PushIntake(world.engine);
    await intake.append(flow, { records: raw(60), deliveryId: undefined });
    expect(await intake.append(flow, { records: raw(1, 99), deliveryId: "evt_2" })).toMatchObject({
      kind: "full",
    });
    await settle(0);
    expect(await intake.append(flow, { records: raw(1, 99), deliveryId: "evt_2" })).toMatchObject({
      kind: "accepted",
    });
    await settle(0);
    expect(await sums()).toMatchObject({ received: 61, done: 61 });
  });

  it("are accepted while the flow is paused, and walked when it goes on", async () => {
    const { flow, settle, sums } = await makeScene(test.database, world);
    await test.database.$client`update flow set state = 'paused' where id = ${flow.flowId}`;
    await new PushIntake(world.engine).append(flow, { records: raw(5), deliveryId: undefined });
    await settle(0);
    expect(await sums()).toMatchObject({ received: 5, inFlight: 5 });
    await test.database.$client`update flow set state = 'active' where id = ${flow.flowId}`;
    await settle(0);
    expect(await sums()).toMatchObject({ done: 5 });
  });
});
