import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import type { WriteResult } from "@trasvase/shared/connector.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTestEngine, type TestEngine, workUntilIdle } from "../testing/make-engine.ts";
import { heldBy, makeOrders, makeScene, type Scene, thingsBy } from "../testing/make-scene.ts";
import { explainRecord } from "./explain.ts";
import { retryRecord } from "./retry.ts";

let test: TestDatabase;
let world: TestEngine;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database, { retryBaseMs: 150, retryMostMs: 300 });
});
afterAll(() => test.drop());

const scene = (options: Parameters<typeof makeScene>[2] = {}) => makeScene(test.database, world, options);
const busy: Extract<WriteResult, { kind: "transient" }> = {
  kind: "transient",
  code: "busy",
  message: "Busy.",
};
const order = (total: number, more: JsonObject = {}): JsonObject => ({
  number: "A1",
  total,
  customer: "C1",
  ...more,
});
const sentTotals = (one: Scene) =>
  one.erp.journal
    .filter(({ result }) => result.kind === "written")
    .map(({ intent }) => (intent.data as JsonObject).total);

async function retryOnly(one: Scene, key: string): Promise<boolean> {
  const row = (await one.log()).find((candidate) => candidate.key === key);
  if (!row) throw new Error(`There is no logged record ${key}.`);
  const asked = await retryRecord(world.engine, one.flow.workspaceId, row);
  await workUntilIdle(world.engine);
  return asked;
}

describe("states of one key", () => {
  it("take the place of older ones that are still owed, and are never overwritten by them", async () => {
    const one = await scene();
    one.erp.fail({ on: "write", answer: { ...busy, retryAfterMs: 60_000 } });
    await one.run(order(1));
    expect(await one.sums()).toMatchObject({ counts: { retrying: 1 } });
    await one.run(order(2));
    await one.settle(600);
    expect(sentTotals(one)).toEqual([2]);
    expect(await one.sums()).toMatchObject({ counts: { superseded: 1, created: 1, retrying: 0 } });
  });

  it("do so within one chunk as well", async () => {
    const one = await scene();
    one.erp.fail({ on: "write", answer: busy });
    await one.run(order(1), order(2), order(3));
    await one.settle(600);
    expect(sentTotals(one).at(-1)).toBe(3);
    expect(sentTotals(one)).not.toContain(1);
    expect(await one.sums()).toMatchObject({ received: 3, counts: { superseded: 1, retrying: 0 } });
  });

  it("wait behind an unknown outcome until it is settled", async () => {
    const one = await scene();
    one.erp.fail({ on: "write", answer: "commit-then-drop" });
    await one.run(order(1));
    await one.run(order(2));
    await one.settle(900);
    expect(await one.sums()).toMatchObject({ counts: { created: 1, updated: 1 }, inFlight: 0 });
    expect(heldBy(one.erp, "ref").get("A1")).toMatchObject({ total: 2 });
    expect(one.erp.records("things")).toHaveLength(1);
  });

  it("close an older rejection once they are delivered", async () => {
    const one = await scene();
    one.erp.fail({ on: "write", answer: { kind: "rejected", code: "bad", message: "No." } });
    await one.run(order(1));
    expect(await one.sums()).toMatchObject({ rejected: 1 });
    await one.run(order(2));
    await one.settle();
    expect(await one.sums()).toMatchObject({ rejected: 0, counts: { superseded: 1, created: 1 } });
  });
});

describe("events of one key", () => {
  const events = { shop: { records: "event" as const } };

  it("wait for an older one that is retried, and are delivered in their order", async () => {
    const one = await scene(events);
    one.erp.fail({ on: "write", answer: busy }, { on: "write", answer: busy });
    await one.run(order(1), order(2), order(3));
    await one.run(order(4));
    await one.settle(1200);
    expect(sentTotals(one)).toEqual([1, 2, 3, 4]);
    expect(await one.sums()).toMatchObject({ received: 4, done: 4, inFlight: 0 });
  });

  it("do not wait for one that was rejected, nor for other keys", async () => {
    const one = await scene(events);
    one.erp.fail({ on: "write", answer: { kind: "rejected", code: "bad", message: "No." } });
    await one.run(order(1), order(2), ...makeOrders(3, 50));
    expect(sentTotals(one)).toContain(2);
    expect(await one.sums()).toMatchObject({ done: 4, rejected: 1 });
  });
});

describe("what is owed", () => {
  const twoSteps = {
    erp: [{ name: "things" }, { name: "people" }],
    nodes: {
      person: { type: "mapping", config: { expression: '{ "code": customer }' } },
      people: { type: "destination", config: { connection: "$erp", resource: "people", match: "code" } },
      map: {
        type: "mapping",
        config: {
          expression: '{ "ref": $source.number, "total": $source.total, "person": $steps.people.id }',
        },
      },
      erp: thingsBy("ref"),
    },
    edges: [
      { from: "orders", to: "person" },
      { from: "person", to: "people" },
      { from: "people", to: "map" },
      { from: "map", to: "erp" },
    ],
  };

  it("goes on behind the destination where it stopped, with what the first one answered", async () => {
    const failing = await scene(twoSteps);
    failing.erp.fail({ on: "write", answer: busy });
    await failing.run(order(1));
    expect(failing.erp.records("things")).toHaveLength(0);
    await failing.settle(700);
    const person = failing.erp.records("people")[0];
    expect(failing.erp.records("things")).toMatchObject([{ data: { ref: "A1", person: person?.id } }]);
    expect(failing.erp.journal.filter(({ intent }) => intent.resource === "people")).toHaveLength(2);
    expect(await failing.sums()).toMatchObject({ counts: { created: 1 } });
  });

  it("is not sent again where it was delivered, when a person retries the rest", async () => {
    const one = await scene({
      erp: [{ name: "things" }, { name: "copies", writable: true }],
      nodes: {
        map: { type: "mapping", config: { expression: '{ "ref": number, "total": total }' } },
        erp: thingsBy("ref"),
        copy: { type: "destination", config: { connection: "$erp", resource: "copies", match: "ref" } },
      },
      edges: [
        { from: "orders", to: "map" },
        { from: "map", to: "erp" },
        { from: "map", to: "copy" },
      ],
    });
    one.erp.put("copies", { ref: "A1" });
    one.erp.put("copies", { ref: "A1" });
    await one.run(order(5));
    expect(await one.sums()).toMatchObject({ rejected: 1 });
    expect(await one.log()).toMatchObject([{ state: "rejected", errorNode: "copy" }]);
    one.erp.remove("copies", one.erp.records("copies")[0]?.id ?? "");
    expect(await retryOnly(one, "A1")).toBe(true);
    expect(await one.sums()).toMatchObject({ rejected: 0, done: 1 });
    expect(one.erp.journal.map(({ intent }) => intent.resource)).toEqual(["things", "copies"]);
    expect(await one.log()).toMatchObject([{ attempt: 2, state: "created" }]);
    expect(await retryOnly(one, "A1")).toBe(false);
  });

  it("is walked by the active version when a person retries it", async () => {
    const one = await scene({
      nodes: {
        map: { type: "mapping", config: { expression: '{ "ref": $number(number) }' } },
        erp: thingsBy("ref"),
      },
    });
    await one.run(order(1));
    expect(await one.sums()).toMatchObject({ rejected: 1 });
    const fixed = JSON.stringify(one.graph).replace("$number(number)", "number");
    await test.database.$client`insert into flow_version (workspace_id, flow_id, number, graph)
      values (${one.flow.workspaceId}, ${one.flow.flowId}, 2, ${fixed}::json)`;
    await test.database.$client`update flow set active_version = 2 where id = ${one.flow.flowId}`;
    await retryOnly(one, "A1");
    expect(heldBy(one.erp, "ref").has("A1")).toBe(true);
    expect(await one.log()).toMatchObject([{ version: 2, attempt: 2, state: "created" }]);
  });

  it("is given to a person after too many tries", async () => {
    const patient = makeTestEngine(test.database, { mostTries: 3, retryBaseMs: 5, retryMostMs: 5 });
    const one = await makeScene(test.database, patient);
    one.erp.fail(...Array.from({ length: 5 }, () => ({ on: "write" as const, answer: busy })));
    await one.run(order(1));
    await one.settle(200);
    expect(await one.log()).toMatchObject([{ state: "rejected", attempt: 3 }]);
    expect(one.erp.journal).toHaveLength(3);
  });
});

describe("the record log", () => {
  it("tells what was read, what was sent and every value between", async () => {
    const one = await scene();
    await one.run(order(5));
    const [row] = await one.log();
    if (!row) throw new Error("Nothing was logged.");
    const explained = await explainRecord(world.engine, one.flow.workspaceId, row);
    expect(explained).toMatchObject({
      source: order(5),
      graph: one.graph,
      leaves: [{ outcome: { kind: "created", node: "erp" } }],
      sent: [{ node: "erp", answer: { ref: "A1" } }],
      standIns: false,
    });
    expect(explained?.passes.map((pass) => pass.node)).toEqual(["orders", "map", "erp"]);
    expect(explained?.passes[1]?.outputs[0]?.data).toEqual({ ref: "A1", total: 5, who: "C1" });
  });

  it("holds no value of a record in the clear", async () => {
    const one = await scene();
    await one.run(order(5, { secret: "canary-4711", customer: "canary-4711" }));
    const tables = await test.database.$client<{ text: string }[]>`
      select string_agg(t::text, ' ') as text from (select payload::text as t from record_payload
        union all select payload::text from chunk union all select leaves::text from record_log) as all_of_it`;
    const bytes = Buffer.from("canary-4711").toString("hex");
    expect(tables[0]?.text).not.toContain("canary-4711");
    expect(tables[0]?.text).not.toContain(bytes);
  });
});
