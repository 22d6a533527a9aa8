import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { connectors } from "@trasvase/nodes/connectors/runners.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import { activationSchema } from "@trasvase/shared/contract/activation.ts";
import { flowSchema } from "@trasvase/shared/contract/flow.ts";
import { heldSchema, problemGroupSchema, wishedSchema } from "@trasvase/shared/contract/owed.ts";
import { queueSchema } from "@trasvase/shared/contract/queue.ts";
import { recordRowSchema } from "@trasvase/shared/contract/record.ts";
import { runSchema } from "@trasvase/shared/contract/run.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Engine, makeEngine } from "../engine/engine.ts";
import { openEngineAccess } from "../open-engine-access.ts";
import { makeServices } from "../services.ts";
import { workUntilIdle } from "../testing/make-engine.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

let server: TestServer;
let engine: Engine;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trasvase-owed-"));
  await mkdir(join(folder, "files"));
  const makeServer = (
    parts: Parameters<Extract<Parameters<typeof startTestServer>[0], (...a: never) => unknown>>[0],
  ) => {
    engine = makeEngine({
      ...parts,
      systems: { nodes: nodeCatalog, runners, connectors: connectorCatalog, clients: connectors },
      servicesFor: makeServices({ ...parts, sandboxUrl: undefined }),
    });
    return openEngineAccess(engine);
  };
  server = await startTestServer(makeServer, { DATA_DIR: folder });
  await server.asOwner("POST", "/api/connections", { name: "files", title: "Files", connector: "file" });
});
afterAll(async () => {
  await server.drop();
  await rm(folder, { recursive: true, force: true });
});

async function call<Schema extends z.ZodType>(schema: Schema, method: string, path: string, body?: unknown) {
  const response = await server.asOwner(method, path, body);
  expect(response.status, await response.clone().text()).toBeLessThan(300);
  return schema.parse(await response.json());
}

let number = 0;

/** An active flow over a file of its own: orders whose total is no number are rejected. */
async function makeFlow(orders: readonly JsonObject[], activation: JsonObject = {}): Promise<string> {
  number++;
  const lines = orders.map((order) => JSON.stringify(order)).join("\n");
  await writeFile(join(folder, "files", `orders-${number}.ndjson`), lines);
  const { id } = await call(flowSchema, "POST", "/api/flows", {
    file: {
      format: 1,
      name: "Orders",
      nodes: {
        orders: {
          type: "source",
          config: {
            connection: "files",
            resource: "ndjson",
            key: "id",
            options: { path: `orders-${number}.ndjson` },
          },
        },
        map: {
          type: "mapping",
          title: "For the ERP",
          config: { expression: '{ "ref": id, "total": $number(total) }' },
        },
        erp: {
          type: "destination",
          config: { connection: "files", resource: "ndjson", options: { path: `out-${number}.ndjson` } },
        },
      },
      edges: [
        { from: "orders", to: "map" },
        { from: "map", to: "erp" },
      ],
    },
  });
  const { checks, revision } = await call(activationSchema, "GET", `/api/flows/${id}/activation`);
  await call(flowSchema, "POST", `/api/flows/${id}/activate`, {
    revision,
    confirmed: checks.map((check) => check.code),
    start: { from: "everything" },
    ...activation,
  });
  return id;
}

async function run(flow: string) {
  const { id } = await call(runSchema, "POST", `/api/flows/${flow}/runs`);
  await workUntilIdle(engine, { idleMs: 100 });
  return await call(runSchema, "GET", `/api/runs/${id}`);
}

const groups = async (flow: string) =>
  (await call(z.object({ rows: z.array(problemGroupSchema) }), "GET", `/api/problem-groups?flow=${flow}`))
    .rows;
const records = async (flow: string) =>
  (await call(z.object({ rows: z.array(recordRowSchema) }), "GET", `/api/records?flow=${flow}`)).rows;
const held = (flow: string) => call(heldSchema, "GET", `/api/flows/${flow}/held`);

describe("rejected records", () => {
  it("are grouped by how they failed, and closed as a group with a reason", async () => {
    const flow = await makeFlow([
      { id: "1", total: "x" },
      { id: "2", total: "y" },
      { total: 3 },
      { id: "4", total: 4 },
    ]);
    await run(flow);
    const [first, second] = await groups(flow);
    expect(first).toMatchObject({ count: 2, nodeTitle: "For the ERP", node: "map" });
    expect(first?.keys.toSorted()).toEqual(["1", "2"]);
    expect(second).toMatchObject({ count: 1 });
    const asked = { fingerprint: first?.fingerprint, count: 2 };
    expect((await server.asOwner("POST", `/api/flows/${flow}/rejected/close`, asked)).status).toBe(400);
    const closing = { ...asked, reason: "Test orders." };
    expect(await call(wishedSchema, "POST", `/api/flows/${flow}/rejected/close`, closing)).toEqual({
      count: 2,
    });
    await workUntilIdle(engine, { idleMs: 50 });
    expect(await groups(flow)).toMatchObject([{ count: 1 }]);
    const closed = (await records(flow)).filter((row) => row.outcome === "skipped");
    expect(closed.map((row) => row.message)).toEqual(["Test orders.", "Test orders."]);
  });

  it("are closed one by one as well, once", async () => {
    const flow = await makeFlow([{ id: "1", total: "x" }]);
    await run(flow);
    const [row] = await records(flow);
    const close = () => server.asOwner("POST", `/api/records/${row?.id}/close`, { reason: "No." });
    expect((await close()).status).toBe(204);
    expect((await close()).status).toBe(409);
    expect((await records(flow))[0]).toMatchObject({ outcome: "skipped", message: "No." });
  });

  it("above a hundred are retried only by whoever says how many they are", async () => {
    const flow = await makeFlow(Array.from({ length: 130 }, (_, id) => ({ id: `N${id}`, total: "x" })));
    await run(flow);
    const retry = (count: number) => server.asOwner("POST", `/api/flows/${flow}/rejected/retry`, { count });
    const refused = await retry(100);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("130");
    expect(await (await retry(130)).json()).toEqual({ count: 130 });
    await workUntilIdle(engine, { idleMs: 50 });
    expect((await records(flow)).every((row) => row.attempts === 2)).toBe(true);
  });

  it("are closed as expired when their time is over, in a paused flow too", async () => {
    const { housekeeping } = await import("../schedule/housekeeping.ts");
    const flow = await makeFlow([{ id: "1", total: "x" }]);
    await run(flow);
    await server.asOwner("POST", `/api/flows/${flow}/pause`);
    await server.context.database.execute(
      sql`update delivery set expires_at = now() where flow_id = ${flow}`,
    );
    await housekeeping.find((task) => task.name === "expiry")?.run(engine);
    expect((await records(flow))[0]).toMatchObject({
      outcome: "skipped",
      message: expect.stringContaining("expired"),
    });
  });
});

describe("the first records of a flow", () => {
  it("are shown with what they would do, and written once confirmed", async () => {
    const flow = await makeFlow(
      [
        { id: "1", total: 1 },
        { id: "2", total: 2 },
      ],
      { holdFirst: 2 },
    );
    const { counts } = await run(flow);
    expect(counts.created ?? 0).toBe(0);
    expect(await held(flow)).toMatchObject({ kind: "first", count: 2 });
    const [row] = (await held(flow)).rows;
    expect(row?.dryRun).toMatchObject({ decision: "create" });
    expect(JSON.stringify(row?.dryRun?.requests)).toContain('"ref":"1"');
    const queue = await call(queueSchema, "GET", `/api/flows/${flow}/queue`);
    expect(queue.owed.held).toBe(2);
    expect(await call(wishedSchema, "POST", `/api/flows/${flow}/held`, { answer: "confirm" })).toEqual({
      count: 2,
    });
    await workUntilIdle(engine, { idleMs: 50 });
    expect((await records(flow)).map((one) => one.outcome)).toEqual(["created", "created"]);
    expect(await held(flow)).toEqual({ count: 0, rows: [] });
  });

  it("wait as rejected ones in a paused flow once refused", async () => {
    const flow = await makeFlow([{ id: "1", total: 1 }], { holdFirst: 1 });
    await run(flow);
    await call(wishedSchema, "POST", `/api/flows/${flow}/held`, { answer: "refuse", reason: "Wrong VAT." });
    expect((await records(flow))[0]).toMatchObject({
      outcome: "rejected",
      message: "Not confirmed: Wrong VAT.",
    });
    expect(await call(flowSchema, "GET", `/api/flows/${flow}`)).toMatchObject({ status: "stopped" });
  });
});

describe("a run", () => {
  it("that may create so many asks before it creates more", async () => {
    const flow = await makeFlow(Array.from({ length: 9 }, (_, id) => ({ id: `C${id}`, total: id })));
    const limits = { mostCreates: 4, backlogRecords: null };
    expect(await call(z.unknown(), "PUT", `/api/flows/${flow}/limits`, limits)).toEqual(limits);
    const { id } = await run(flow);
    expect(await held(flow)).toMatchObject({ kind: "cap" });
    expect((await call(runSchema, "GET", `/api/runs/${id}`)).counts.created).toBe(4);
    await call(wishedSchema, "POST", `/api/flows/${flow}/held`, { answer: "confirm", more: 100 });
    await workUntilIdle(engine, { idleMs: 50 });
    expect((await call(runSchema, "GET", `/api/runs/${id}`)).counts.created).toBe(9);
  });

  it("tells what it created with ids, safe for a spreadsheet", async () => {
    const flow = await makeFlow([
      { id: '=SUM("A1")', total: 1 },
      { id: "B,2", total: 2 },
    ]);
    const { id } = await run(flow);
    const response = await server.asOwner("GET", `/api/runs/${id}/created.csv`);
    const [head, ...lines] = (await response.text()).trim().split("\r\n");
    expect(head).toBe("key,label,resource,id,created");
    expect(lines.toSorted()[0]).toMatch(/^"'=SUM\(""A1""\)",,ndjson,[^,]+,20/);
    expect(lines).toHaveLength(2);
  });

  it("is paused while it reads and goes on where it was; what has read everything cannot be paused", async () => {
    const flow = await makeFlow([{ id: "1", total: 1 }]);
    const { id } = await call(runSchema, "POST", `/api/flows/${flow}/runs`);
    expect(await call(runSchema, "POST", `/api/runs/${id}/pause`)).toMatchObject({ state: "paused" });
    await workUntilIdle(engine, { idleMs: 50 });
    expect(await records(flow)).toEqual([]);
    await call(runSchema, "POST", `/api/runs/${id}/resume`);
    await workUntilIdle(engine, { idleMs: 50 });
    expect(await call(runSchema, "GET", `/api/runs/${id}`)).toMatchObject({ state: "succeeded", read: 1 });
    expect((await server.asOwner("POST", `/api/runs/${id}/pause`)).status).toBe(409);
  });
});
