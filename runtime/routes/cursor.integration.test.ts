import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@trasvase/db/id.ts";
import { claimRun } from "@trasvase/db/queries/claim-run.ts";
import { countSchema, cursorSchema } from "@trasvase/shared/contract/cursor.ts";
import { recordRowSchema } from "@trasvase/shared/contract/record.ts";
import { runSchema } from "@trasvase/shared/contract/run.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { readRun } from "../engine/run.ts";
import { type FileServer, startFileServer } from "../testing/file-server.ts";

let world: FileServer;
beforeAll(async () => {
  world = await startFileServer();
});
afterAll(() => world.drop());

const day = (number: number) => `2026-03-${String(number).padStart(2, "0")}`;
const orders = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => ({
    id: `O${from + index}`,
    total: index,
    at: `${day(from + index)}T12:00:00Z`,
  }));
const dated = { options: { dateField: "at" } };

async function keys(flow: string): Promise<readonly string[]> {
  const rows = await world.call(
    z.object({ rows: z.array(recordRowSchema) }),
    "GET",
    `/api/records?flow=${flow}`,
  );
  return rows.rows.map((row) => row.key).sort();
}
const cursorOf = (flow: string) => world.call(cursorSchema, "GET", `/api/flows/${flow}/cursor`);

async function backfill(flow: string, asked: object): Promise<string> {
  const { id } = await world.call(
    z.object({ id: z.string() }),
    "POST",
    `/api/flows/${flow}/backfills`,
    asked,
  );
  return id;
}
const runOf = (id: string) => world.call(runSchema, "GET", `/api/runs/${id}`);

describe("a flow that begins at a date", () => {
  it("reads what is newer, and says beforehand how many that are", async () => {
    const activation = { start: { from: "date", date: "2026-03-03T00:00:00.000Z" } };
    const flow = await world.makeFlow(orders(5), { ...dated, activation });
    const count = (period: object) => world.call(countSchema, "POST", `/api/flows/${flow.id}/count`, period);
    expect(await count({ since: "2026-03-03T00:00:00.000Z" })).toEqual({ count: 3, isAtLeast: false });
    expect(await count({})).toEqual({ count: 5, isAtLeast: false });
    await world.run(flow.id);
    expect(await keys(flow.id)).toEqual(["O3", "O4", "O5"]);
  });

  it("is refused where the source knows no dates", async () => {
    const flow = await world.makeFlow(orders(1));
    expect(await cursorOf(flow.id)).toMatchObject({ remembers: true, canBeginAt: false });
    const asked = { to: { from: "date", date: "2026-03-03T00:00:00.000Z" } };
    expect((await world.server.asOwner("PUT", `/api/flows/${flow.id}/cursor`, asked)).status).toBe(422);
    const period = { since: "2026-03-03T00:00:00.000Z" };
    expect((await world.server.asOwner("POST", `/api/flows/${flow.id}/backfills`, period)).status).toBe(422);
  });
});

describe("a position that is put back", () => {
  it("brings again what was read since, and says how much that is", async () => {
    const flow = await world.makeFlow(orders(2));
    await world.run(flow.id);
    await world.put(flow.file, orders(5));
    await world.run(flow.id);
    const before = await cursorOf(flow.id);
    expect(before.history.map((entry) => [entry.move, entry.readSince])).toEqual([
      ["run", 0],
      ["run", 5],
    ]);
    const to = { from: "history", id: before.history[1]?.id };
    const after = await world.call(cursorSchema, "PUT", `/api/flows/${flow.id}/cursor`, { to });
    expect(after.history[0]).toMatchObject({ move: "rewind", readSince: 0 });
    expect((await world.run(flow.id)).read).toBe(5);
  });

  it("can be put to the beginning", async () => {
    const flow = await world.makeFlow(orders(3));
    await world.run(flow.id);
    expect((await world.run(flow.id)).read).toBe(0);
    await world.call(cursorSchema, "PUT", `/api/flows/${flow.id}/cursor`, { to: { from: "everything" } });
    expect((await world.run(flow.id)).read).toBe(3);
  });

  it("stays where it is while a run is reading", async () => {
    const flow = await world.makeFlow(orders(3));
    await world.call(runSchema, "POST", `/api/flows/${flow.id}/runs`);
    expect(await cursorOf(flow.id)).toMatchObject({ isReading: true });
    const asked = { to: { from: "everything" } };
    expect((await world.server.asOwner("PUT", `/api/flows/${flow.id}/cursor`, asked)).status).toBe(409);
    await world.work();
  });
});

describe("a backfill", () => {
  it("reads its period as a run of its own, and leaves the flow's position where it is", async () => {
    const start = { activation: { start: { from: "date", date: "2026-03-08T00:00:00.000Z" } }, ...dated };
    const flow = await world.makeFlow(orders(9), start);
    await world.run(flow.id);
    const position = await cursorOf(flow.id);
    const id = await backfill(flow.id, {
      since: "2026-03-02T00:00:00.000Z",
      until: "2026-03-05T00:00:00.000Z",
      expected: 3,
    });
    await world.work();
    expect(await runOf(id)).toMatchObject({
      trigger: "backfill",
      state: "succeeded",
      read: 3,
      backfill: { expected: 3 },
    });
    expect(await keys(flow.id)).toEqual(["O2", "O3", "O4", "O8", "O9"]);
    expect(await cursorOf(flow.id)).toEqual(position);
    expect((await world.run(flow.id)).read).toBe(0);
  });

  it("reads no faster than asked, can be paused in the middle, and goes on without losing or repeating", async () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      id: `P${index}`,
      total: index,
      at: "2026-03-02T12:00:00Z",
    }));
    const flow = await world.makeFlow(many, dated);
    const id = await backfill(flow.id, { since: "2026-03-01T00:00:00.000Z", perMinute: 240 });
    const { database, limits } = world.engine;
    const claimed = await claimRun(database, { owner: newId(), leaseMs: limits.leaseMs });
    if (claimed?.id !== id) throw new Error("The backfill was not claimed.");
    const reading = readRun(world.engine, claimed, new AbortController().signal);
    await sleep(600);
    expect(await world.call(runSchema, "POST", `/api/runs/${id}/pause`)).toMatchObject({
      state: "paused",
      read: 20,
    });
    await reading;
    expect(await runOf(id)).toMatchObject({ state: "paused", read: 20 });
    await world.server.context.database.execute(
      `update run set options = (options::jsonb - 'perMinute')::json where id = '${id}'`,
    );
    await world.call(runSchema, "POST", `/api/runs/${id}/resume`);
    await world.work();
    expect(await runOf(id)).toMatchObject({ state: "succeeded", counts: { created: 40 }, repeated: 20 });
    expect(new Set(await keys(flow.id)).size).toBe(40);
  });
});
