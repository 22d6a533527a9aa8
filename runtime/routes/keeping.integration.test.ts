import { flow } from "@trasvase/db/schema/flow.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { keepingSchema } from "@trasvase/shared/contract/keeping.ts";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTestEngine, type TestEngine } from "../testing/make-engine.ts";
import { makeOrders, makeScene } from "../testing/make-scene.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let test: TestDatabase;
let world: TestEngine;
let server: TestServer;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database);
  server = await startTestServer();
});
afterAll(async () => {
  await server.drop();
  await test.drop();
});

describe("what is kept of a flow's records", () => {
  it("is shown, set, and refused when it is no choice", async () => {
    const made = await server.asOwner("POST", "/api/flows", { name: "Kept" });
    const { id } = (await made.json()) as { id: string };
    const path = `/api/flows/${id}/keeping`;
    const read = async () => keepingSchema.parse(await (await server.asOwner("GET", path)).json());
    expect(await read()).toEqual({ log: "all", days: 30, expireAfterDays: 90 });
    const wanted = { log: "failures", days: 7, expireAfterDays: 14 };
    expect((await server.asOwner("PUT", path, wanted)).status).toBe(200);
    expect(await read()).toEqual(wanted);
    expect((await server.asOwner("PUT", path, { ...wanted, days: 8 })).status).toBe(400);
    expect((await server.asOwner("GET", "/api/flows/nothing/keeping")).status).toBe(404);
  });

  it.each([
    ["all", 300, 1],
    // Ordinals 0, 100 and 200 are the sample.
    ["failures", 3, 1],
    ["none", 0, 0],
  ] as const)(
    "with the policy %s leaves %i of 300 good records and %i of one bad one, and every count",
    async (policy, good, bad) => {
      const scene = await makeScene(test.database, world, {
        nodes: {
          map: { type: "mapping", config: { expression: '{ "ref": number, "total": $number(total) }' } },
          erp: { type: "destination", config: { connection: "$erp", resource: "things", match: "ref" } },
        },
      });
      await test.database
        .update(flow)
        .set({ logPolicy: policy, retention: 7 })
        .where(eq(flow.id, scene.flow.flowId));
      await scene.run(...makeOrders(300), { number: "BAD", total: "many", customer: "C" });
      expect(await scene.sums()).toMatchObject({ received: 301, done: 300, rejected: 1 });
      const log = await scene.log();
      expect(log.filter((row) => row.state === "created")).toHaveLength(good);
      expect(log.filter((row) => row.state === "rejected")).toHaveLength(bad);
      expect(log.every((row) => row.retention === 7)).toBe(true);
      // Whatever is logged, what waits for a person is there whole.
      const [owed] = await test.database.execute<{ count: number }>(
        sql`select count(*)::int as count from owed_record where flow_id = ${scene.flow.flowId}`,
      );
      expect(owed?.count).toBe(1);
    },
  );
});
