import { flowSchema } from "@trasvase/shared/contract/flow.ts";
import { heldSchema, problemGroupSchema, wishedSchema } from "@trasvase/shared/contract/owed.ts";
import { queueSchema } from "@trasvase/shared/contract/queue.ts";
import { recordRowSchema } from "@trasvase/shared/contract/record.ts";
import { runSchema } from "@trasvase/shared/contract/run.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { housekeeping } from "../schedule/housekeeping.ts";
import { type FileServer, startFileServer } from "../testing/file-server.ts";

let world: FileServer;
beforeAll(async () => {
  world = await startFileServer();
});
afterAll(() => world.drop());

const call: FileServer["call"] = (...asked) => world.call(...asked);
const makeFlow = async (orders: readonly JsonObject[], activation: JsonObject = {}) =>
  (await world.makeFlow(orders, { activation })).id;
const run = (flow: string) => world.run(flow);

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
    expect((await world.server.asOwner("POST", `/api/flows/${flow}/rejected/close`, asked)).status).toBe(400);
    const closing = { ...asked, reason: "Test orders." };
    expect(await call(wishedSchema, "POST", `/api/flows/${flow}/rejected/close`, closing)).toEqual({
      count: 2,
    });
    await world.work();
    expect(await groups(flow)).toMatchObject([{ count: 1 }]);
    const closed = (await records(flow)).filter((row) => row.outcome === "skipped");
    expect(closed.map((row) => row.message)).toEqual(["Test orders.", "Test orders."]);
  });

  it("are closed one by one as well, once", async () => {
    const flow = await makeFlow([{ id: "1", total: "x" }]);
    await run(flow);
    const [row] = await records(flow);
    const close = () => world.server.asOwner("POST", `/api/records/${row?.id}/close`, { reason: "No." });
    expect((await close()).status).toBe(204);
    expect((await close()).status).toBe(409);
    expect((await records(flow))[0]).toMatchObject({ outcome: "skipped", message: "No." });
  });

  it("above a hundred are retried only by whoever says how many they are", async () => {
    const flow = await makeFlow(Array.from({ length: 130 }, (_, id) => ({ id: `N${id}`, total: "x" })));
    await run(flow);
    const retry = (count: number) =>
      world.server.asOwner("POST", `/api/flows/${flow}/rejected/retry`, { count });
    const refused = await retry(100);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("130");
    expect(await (await retry(130)).json()).toEqual({ count: 130 });
    await world.work();
    expect((await records(flow)).every((row) => row.attempts === 2)).toBe(true);
  });

  it("are closed as expired when their time is over, in a paused flow too", async () => {
    const flow = await makeFlow([{ id: "1", total: "x" }]);
    await run(flow);
    await world.server.asOwner("POST", `/api/flows/${flow}/pause`);
    await world.server.context.database.execute(
      sql`update delivery set expires_at = now() where flow_id = ${flow}`,
    );
    await housekeeping.find((task) => task.name === "expiry")?.run(world.engine);
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
    await world.work();
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
    await world.work();
    expect((await call(runSchema, "GET", `/api/runs/${id}`)).counts.created).toBe(9);
  });

  it("tells what it created with ids, safe for a spreadsheet", async () => {
    const flow = await makeFlow([
      { id: '=SUM("A1")', total: 1 },
      { id: "B,2", total: 2 },
    ]);
    const { id } = await run(flow);
    const response = await world.server.asOwner("GET", `/api/runs/${id}/created.csv`);
    const [head, ...lines] = (await response.text()).trim().split("\r\n");
    expect(head).toBe("key,label,resource,id,created");
    expect(lines.toSorted()[0]).toMatch(/^"'=SUM\(""A1""\)",,ndjson,[^,]+,20/);
    expect(lines).toHaveLength(2);
  });

  it("is paused while it reads and goes on where it was; what has read everything cannot be paused", async () => {
    const flow = await makeFlow([{ id: "1", total: 1 }]);
    const { id } = await call(runSchema, "POST", `/api/flows/${flow}/runs`);
    expect(await call(runSchema, "POST", `/api/runs/${id}/pause`)).toMatchObject({ state: "paused" });
    await world.work();
    expect(await records(flow)).toEqual([]);
    await call(runSchema, "POST", `/api/runs/${id}/resume`);
    await world.work();
    expect(await call(runSchema, "GET", `/api/runs/${id}`)).toMatchObject({ state: "succeeded", read: 1 });
    expect((await world.server.asOwner("POST", `/api/runs/${id}/pause`)).status).toBe(409);
  });
});
