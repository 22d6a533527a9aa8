import { readdirSync } from "node:fs";
import { is, sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "./client.ts";
import { newId } from "./id.ts";
import { dataKey } from "./schema/data-key.ts";
import { flow } from "./schema/flow.ts";
import { lane } from "./schema/lane.ts";
import { scheduleDue } from "./schema/schedule-due.ts";
import { workspace } from "./schema/workspace.ts";
import { addFlow } from "./testing/add-flow.ts";
import { createTestDatabase, type TestDatabase } from "./testing/test-database.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test?.drop());

async function declaredTables(): Promise<PgTable[]> {
  const files = readdirSync(new URL("./schema/", import.meta.url));
  const modules: Record<string, unknown>[] = await Promise.all(
    files.map((file) => import(`./schema/${file.slice(0, -3)}.ts`)),
  );
  return modules.flatMap((module) => Object.values(module)).filter((value) => is(value, PgTable));
}

describe("the migrated database", () => {
  it("has exactly the tables and columns that the schema files declare", async () => {
    const declared = (await declaredTables()).flatMap((table) => {
      const { name, columns } = getTableConfig(table);
      return columns.map((column) => `${name}.${column.name} ${column.notNull ? "not null" : "null"}`);
    });
    const rows = await test.database.execute<{ column: string }>(sql`
      select c.relname || '.' || a.attname || case when a.attnotnull then ' not null' else ' null' end as column
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and a.attnum > 0 and not a.attisdropped`);
    expect(rows.map((row) => row.column).sort()).toEqual(declared.sort());
  });

  it("keeps a workspace on every row that does not hang on one that has it", async () => {
    const without = (await declaredTables())
      .map(getTableConfig)
      .filter(({ columns }) => !columns.some((c) => c.name === "workspace_id"));
    expect(without.map(({ name }) => name).sort()).toEqual([
      "installation",
      "link",
      "run_count",
      "secret_key",
      "session",
      "sign_in_link",
      "workspace",
    ]);
  });
});

describe("a flow", () => {
  it("keeps its graph as written: key order, NUL and lone surrogates included", async () => {
    const { flowId } = await addFlow(test.database);
    const draft = { z: 1, a: "NUL \0 and \ud800", "\u0000": [0.1, 1e300, null] };
    await test.database.update(flow).set({ draft }).where(sql`id = ${flowId}`);
    const [row] = await test.database.select({ draft: flow.draft }).from(flow).where(sql`id = ${flowId}`);
    expect(JSON.stringify(row?.draft)).toBe(JSON.stringify(draft));
  });

  it("owns nothing in another workspace", async () => {
    const { flowId } = await addFlow(test.database);
    const other = newId();
    await test.database.insert(workspace).values({ id: other, name: "Other" });
    const foreign = test.database.insert(lane).values({ workspaceId: other, flowId, number: 0 });
    await expect(foreign).rejects.toMatchObject({ cause: { constraint_name: "lane_flow" } });
  });

  it("cannot be active in a version it does not have", async () => {
    const { flowId } = await addFlow(test.database);
    const activation = test.database.update(flow).set({ activeVersion: 1 }).where(sql`id = ${flowId}`);
    await expect(activation).rejects.toMatchObject({ cause: { constraint_name: "flow_active_version" } });
  });
});

it("notes a due moment once, with a flow and without", async () => {
  const { flowId, workspaceId } = await addFlow(test.database);
  const dueAt = new Date();
  for (const due of [
    { task: "housekeeping", dueAt },
    { task: "flow", dueAt, flowId, workspaceId },
  ]) {
    await test.database.insert(scheduleDue).values(due);
    expect(await test.database.insert(scheduleDue).values(due).onConflictDoNothing().returning()).toEqual([]);
  }
});

it("gives bytes and moments back as they were", async () => {
  const { flowId, workspaceId } = await addFlow(test.database);
  const wrapped = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const createdAt = new Date("2026-11-23T10:11:12.345Z");
  await test.database
    .insert(dataKey)
    .values({ workspaceId, flowId, day: "2026-11-23", life: "owed", wrapped, secretKeyId: "k", createdAt });
  const [row] = await test.database.select().from(dataKey).where(sql`flow_id = ${flowId}`);
  expect(row).toMatchObject({ day: "2026-11-23", createdAt });
  expect(Buffer.from(row?.wrapped ?? []).equals(wrapped)).toBe(true);
});

it("runs sessions in UTC, under their name, and ends transactions that are left idle", async () => {
  const database = openDatabase(test.url, { max: 1, applicationName: "a test", statementTimeoutMs: 5_000 });
  const settings = [
    "TimeZone",
    "application_name",
    "idle_in_transaction_session_timeout",
    "statement_timeout",
  ];
  const rows = await database.execute(
    sql`select ${sql.join(
      settings.map((name) => sql`current_setting(${name})`),
      sql` || ' ' || `,
    )} as all`,
  );
  expect(rows[0]?.all).toBe("UTC a test 30s 5s");
  await database.end();
});
