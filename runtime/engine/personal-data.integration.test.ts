import { recordPayload } from "@trasvase/db/schema/record-payload.ts";
import { dumpTables } from "@trasvase/db/testing/dump-tables.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTestEngine, type TestEngine, workUntilIdle } from "../testing/make-engine.ts";
import { makeScene, type Scene } from "../testing/make-scene.ts";
import { explainRecord, readLoggedSample } from "./explain.ts";
import { openPayload } from "./payload.ts";
import { retryRecord } from "./retry.ts";

let test: TestDatabase;
let world: TestEngine;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database);
});
afterAll(() => test.drop());

const order = (number: string, more: JsonObject = {}): JsonObject => ({
  number,
  total: 5,
  customer: `Anna Canary ${number}`,
  email: `canary.${number.toLowerCase()}@shop.nl`,
  ...more,
});

const shopFields = {
  label: "number",
  fields: [
    { name: "number", title: "Number", type: "text" },
    { name: "customer", title: "Customer", type: "text", personal: true },
  ],
} as const;

function scene(source: JsonObject = {}, shop: Parameters<typeof makeScene>[2] = {}) {
  return makeScene(test.database, world, {
    source: { personal: ["email"], ...source },
    shop: { ...shopFields, ...shop.shop },
    nodes: {
      map: {
        type: "mapping",
        config: {
          expression:
            '{ "ref": number, "name": $uppercase(customer), "mail": "mailto:" & email, "half": $number(total) / 2 }',
        },
      },
      erp: {
        type: "destination",
        config: { connection: "$erp", resource: "things", match: "ref", onExisting: "update" },
      },
    },
    edges: [
      { from: "orders", to: "map" },
      { from: "map", to: "erp" },
    ],
  });
}

/** The contents of the record log, opened. */
async function loggedContents(): Promise<string> {
  const rows = await test.database.select().from(recordPayload);
  const texts = await Promise.all(
    rows.map(({ dataKeyId, flowId, payload, workspaceId }) =>
      openPayload(world.engine, { workspaceId, flowId }, "log", { payload, dataKeyId }),
    ),
  );
  return texts.join("\n");
}

async function rowOf(one: Scene, key: string) {
  const row = (await one.log()).find((candidate) => candidate.key === key);
  if (!row) throw new Error(`There is no logged record ${key}.`);
  return row;
}

const canary = /canary|anna/i;

describe("a logged record of which nothing is owed", () => {
  it("holds stand-ins in every byte, and tells its steps by them", async () => {
    const one = await scene();
    await one.run(order("A1"), order("A2"), order("A3", { total: "many" }));
    expect(one.erp.records("things").find(({ data }) => data.ref === "A1")?.data).toMatchObject({
      name: "ANNA CANARY A1",
    });
    const contents = await loggedContents();
    expect(contents).toContain('"number":"A1"');
    expect(contents).not.toMatch(canary);
    expect(await dumpTables(test.database)).not.toMatch(canary);

    const { workspaceId } = one.flow;
    const explained = await explainRecord(world.engine, workspaceId, await rowOf(one, "A1"));
    const standIns = await world.engine.standIns(workspaceId);
    expect(explained).toMatchObject({
      standIns: true,
      source: {
        number: "A1",
        customer: standIns.text("Anna Canary A1"),
        email: standIns.text("canary.a1@shop.nl"),
      },
    });
    expect(explained?.passes.map(({ node }) => node)).toEqual(["orders", "map", "erp"]);
    expect(explained?.passes[2]?.input).toEqual({
      ref: "A1",
      name: standIns.text("ANNA CANARY A1"),
      mail: `mailto:${standIns.text("canary.a1@shop.nl")}`,
      half: 2.5,
    });
    expect(explained?.passes[2]?.outcome).toMatchObject({ kind: "created" });
    expect(await readLoggedSample(world.engine, workspaceId, await rowOf(one, "A1"))).toMatchObject({
      origin: "record",
      standIns: true,
      data: explained?.source,
    });
  });
});

describe("a logged record of which something is owed", () => {
  it("is told completely, and only until it is delivered", async () => {
    const one = await scene();
    const { workspaceId } = one.flow;
    one.erp.fail({
      on: "write",
      answer: {
        kind: "rejected",
        code: "bad",
        message: "ANNA CANARY B1 may not buy (mailto:canary.b1@shop.nl).",
      },
    });
    await one.run(order("B1"));
    const before = await rowOf(one, "B1");
    expect(before).toMatchObject({ state: "rejected" });
    expect(before.errorMessage).not.toMatch(canary);
    expect(await explainRecord(world.engine, workspaceId, before)).toMatchObject({
      standIns: false,
      source: order("B1"),
      passes: [{ node: "orders" }, { node: "map" }, { node: "erp", input: { name: "ANNA CANARY B1" } }],
    });
    expect(await readLoggedSample(world.engine, workspaceId, before)).toMatchObject({ data: order("B1") });
    expect(await loggedContents()).not.toMatch(canary);
    expect(await dumpTables(test.database)).not.toMatch(canary);

    expect(await retryRecord(world.engine, workspaceId, before)).toBe(true);
    await workUntilIdle(world.engine);
    expect(one.erp.records("things")[0]?.data).toMatchObject({ name: "ANNA CANARY B1" });
    const after = await rowOf(one, "B1");
    expect(after).toMatchObject({ state: "created", attempt: 2 });
    const told = await explainRecord(world.engine, workspaceId, after);
    expect(told).toMatchObject({ standIns: true });
    expect(JSON.stringify(told)).not.toMatch(canary);
    expect(JSON.stringify(await explainRecord(world.engine, workspaceId, before))).not.toMatch(canary);
    expect(await loggedContents()).not.toMatch(canary);
    expect(await dumpTables(test.database)).not.toMatch(canary);
    expect(await retryRecord(world.engine, workspaceId, after)).toBe(false);
  });
});

describe("a key that says something about a person", () => {
  it("is kept as a hash everywhere, still orders its records and finds them again, and is no label", async () => {
    const one = await scene({ key: "email" }, { shop: { label: "customer" } });
    await one.run(order("C1", { email: "canary.c@shop.nl" }), order("C2", { email: "canary.c@shop.nl" }));
    const rows = await one.log();
    expect(rows).toHaveLength(2);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(1);
    expect(rows[0]?.key).toMatch(/^hidden-[\w-]{22}$/);
    expect(rows[0]?.label).toBeNull();
    expect(await dumpTables(test.database)).not.toMatch(canary);
  });
});
