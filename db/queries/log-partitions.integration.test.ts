import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../client.ts";
import { newId } from "../id.ts";
import { chunk } from "../schema/chunk.ts";
import { dataKey, type PayloadLife } from "../schema/data-key.ts";
import { delivery } from "../schema/delivery.ts";
import type { RetentionClass } from "../schema/flow.ts";
import { owedRecord } from "../schema/owed-record.ts";
import { recordLog } from "../schema/record-log.ts";
import { recordPayload } from "../schema/record-payload.ts";
import { addFlow } from "../testing/add-flow.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { dropExpiredLog } from "./drop-expired-log.ts";
import { ensureLogPartition, logDay } from "./ensure-log-partition.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test?.drop());

type Owner = Awaited<ReturnType<typeof addFlow>>;

function logRow(
  owner: Owner,
  retention: RetentionClass,
  day: string,
  key: string,
): typeof recordLog.$inferInsert {
  const record = {
    runId: newId(),
    version: 1,
    recordId: newId(),
    key,
    state: "created" as const,
    leaves: [],
  };
  return { ...owner, ...record, retention, day };
}

async function addDataKey(owner: Owner, day: string, life: PayloadLife): Promise<number> {
  const values = { ...owner, day, life, wrapped: randomBytes(8), secretKeyId: "k" };
  const [row] = await test.database.insert(dataKey).values(values).returning({ id: dataKey.id });
  return row?.id ?? Number.NaN;
}

const daysAgo = (days: number) => logDay(new Date(Date.now() - days * 86_400_000));

it("makes a day's partition once, however many processes ask at the same time", async () => {
  const pools = Array.from({ length: 6 }, () => openDatabase(test.url, { max: 1 }));
  await Promise.all(pools.map((pool) => ensureLogPartition(pool, 30, "2020-02-29")));
  await Promise.all(pools.map((pool) => pool.end()));
  const owner = await addFlow(test.database);
  const [stored] = await test.database
    .insert(recordLog)
    .values(logRow(owner, 30, "2020-02-29", "A"))
    .returning();
  expect(stored).toMatchObject({ day: "2020-02-29", latest: true, attempt: 1, destinationIds: [] });
});

it("refuses a day that is not one, for it becomes part of a statement", async () => {
  await expect(ensureLogPartition(test.database, 30, "2020-01-01'); drop table flow; --")).rejects.toThrow(
    /is not a day/,
  );
});

it("finds a key and the start of a key through the index, over all flows and days", async () => {
  const owner = await addFlow(test.database);
  const days = [daysAgo(1), daysAgo(0)];
  for (const day of days) {
    await ensureLogPartition(test.database, 90, day);
    const rows = Array.from({ length: 2_000 }, (_, n) => logRow(owner, 90, day, `ORDER-${n}`));
    await test.database.insert(recordLog).values(rows);
  }
  await test.database.execute(sql`analyze record_log`);
  for (const [condition, found] of [
    [sql`key = 'ORDER-77'`, 2],
    [sql`key like 'ORDER-77%'`, 22],
  ] as const) {
    const where = sql`workspace_id = ${owner.workspaceId} and ${condition}`;
    expect(await test.database.$count(recordLog, where)).toBe(found);
    const plan = await test.database.execute(
      sql`explain select * from record_log where ${where} and day >= ${daysAgo(1)}`,
    );
    expect(JSON.stringify(plan)).toMatch(/key_idx|record_log_.*key/);
    expect(JSON.stringify(plan)).not.toContain("Seq Scan on record_log_90");
  }
});

it("lists the newest records of a flow without sorting all of them", async () => {
  const owner = await addFlow(test.database);
  for (const day of [daysAgo(1), daysAgo(0)]) {
    await ensureLogPartition(test.database, 400, day);
    const rows = Array.from({ length: 1_000 }, (_, n) => logRow(owner, 400, day, `K${n}`));
    await test.database.insert(recordLog).values(rows);
  }
  await test.database.execute(sql`analyze record_log`);
  const plan = await test.database.execute(
    sql`explain select * from record_log where flow_id = ${owner.flowId} order by id desc limit 50`,
  );
  expect(JSON.stringify(plan)).toContain("Merge Append");
  expect(JSON.stringify(plan)).not.toContain("Seq Scan on record_log_400");
});

it("drops what is past its class, keeps the rest, and never touches what is owed", async () => {
  const owner = await addFlow(test.database);
  const past = daysAgo(40);
  const loggedKey = await addDataKey(owner, past, "logged");
  const owedKey = await addDataKey(owner, past, "owed");
  for (const retention of [30, 90] as const) {
    await ensureLogPartition(test.database, retention, past);
    await test.database.insert(recordLog).values(logRow(owner, retention, past, `kept ${retention}`));
  }
  const payload = { ...owner, retention: 30 as const, day: past, count: 1, payload: randomBytes(50) };
  await test.database.insert(recordPayload).values({ ...payload, dataKeyId: loggedKey });
  const owed = { ...owner, lane: 1, key: "K", recordId: "r1" };
  const source = { runId: newId(), version: 1, payload: randomBytes(50), dataKeyId: owedKey };
  await test.database.insert(owedRecord).values({ ...owed, ...source });
  await test.database.insert(delivery).values({ ...owed, node: "erp", arrival: "r1/erp", state: "rejected" });
  await test.database.insert(chunk).values({ ...owner, ...source, lane: 2, count: 1, bytes: 50 });

  const dropped = await dropExpiredLog(test.database, new Date());

  const compact = past.replaceAll("-", "");
  expect(dropped.partitions).toEqual(
    expect.arrayContaining([`record_log_30_${compact}`, `record_payload_30_${compact}`]),
  );
  const rows = await test.database
    .select({ key: recordLog.key })
    .from(recordLog)
    .where(eq(recordLog.flowId, owner.flowId));
  expect(rows).toEqual([{ key: "kept 90" }]);
  for (const table of [owedRecord, delivery, chunk]) {
    expect(await test.database.$count(table, eq(table.flowId, owner.flowId))).toBe(1);
  }
  const keys = await test.database
    .select({ id: dataKey.id })
    .from(dataKey)
    .where(eq(dataKey.flowId, owner.flowId));
  expect(keys).toEqual([{ id: owedKey }]);

  await test.database.delete(owedRecord).where(eq(owedRecord.flowId, owner.flowId));
  await test.database.delete(chunk).where(eq(chunk.flowId, owner.flowId));
  expect((await dropExpiredLog(test.database, new Date())).dataKeys).toBe(1);
});
