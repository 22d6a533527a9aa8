import { setTimeout as sleep } from "node:timers/promises";
import { planTasks } from "@trasvase/db/queries/claim-task.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTestEngine, type TestEngine } from "../testing/make-engine.ts";
import { makeOrders, makeScene } from "../testing/make-scene.ts";
import { housekeeping, keepHouse, type Task } from "./housekeeping.ts";

let test: TestDatabase;
let world: TestEngine;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database);
});
afterAll(() => test.drop());

let number = 0;
function task(run: Task["run"], everyMs = 60_000): Task {
  number++;
  return { name: `test-${number}`, everyMs, run };
}

describe("a task of housekeeping", () => {
  it("is done by one process at a time, and again only after its time", async () => {
    let done = 0;
    const counted = task(async () => {
      await sleep(50);
      done++;
    });
    await Promise.all([1, 2, 3, 4].map(() => planTasks(test.database, [counted.name])));
    await Promise.all(["a", "b", "c", "d"].map((owner) => keepHouse(world.engine, owner, [counted])));
    expect(await keepHouse(world.engine, "a", [counted])).toBe(false);
    expect(done).toBe(1);
  });

  it("is taken over from a process that did not come back", async () => {
    let done = 0;
    const taken = task(async () => void done++);
    await planTasks(test.database, [taken.name]);
    await test.database.execute(sql`
      update schedule_due set state = 'claimed', owner = 'dead', lease_until = now() - interval '1 second' where task = ${taken.name}`);
    await keepHouse(world.engine, "a", [taken]);
    expect(done).toBe(1);
  });

  it("is tried again after it failed, and keeps nobody else from working", async () => {
    const failing = task(async () => {
      throw new Error("no room");
    });
    const fine = task(async () => undefined);
    await planTasks(test.database, [failing.name, fine.name]);
    expect(await keepHouse(world.engine, "a", [failing])).toBe(true);
    expect(await keepHouse(world.engine, "a", [fine])).toBe(true);
    const rows = await test.database.execute(sql`
      select due_at > now() + interval '4 minutes' as later, state from schedule_due where task = ${failing.name}`);
    expect(rows).toMatchObject([{ later: true, state: "due" }]);
    expect(world.logged.join()).toContain("is tried again");
  });
});

describe("retention", () => {
  const run = async (name: string) => {
    await housekeeping.find((one) => one.name === name)?.run(world.engine);
  };

  it("deletes what outlived its use, and no run of which something is owed or logged", async () => {
    const kept = await makeScene(test.database, world);
    const [gone, logged] = [await kept.run(), await kept.run(...makeOrders(2))];
    const owing = await makeScene(test.database, world);
    const rejected = await owing.run({ total: 1 });
    await test.database.execute(sql`update run set finished_at = now() - interval '50 days'`);
    await test.database.execute(sql`
      insert into session (token_hash, user_id, idle_expires_at, absolute_expires_at)
      select '\\x01', id, now() - interval '1 minute', now() + interval '1 day' from app_user limit 1`);
    await run("retention");
    const left = await test.database.execute<{ id: string }>(sql`select id from run`);
    const ids = left.map((row) => row.id);
    expect(ids).not.toContain(gone);
    expect(ids).toEqual(expect.arrayContaining([logged, rejected]));
    expect(await test.database.execute(sql`select from session`)).toHaveLength(0);
    await kept.sums();
    await owing.sums();
  });

  it("gives free a lock whose lane went on without it, unless something is open for its arrival", async () => {
    const { flow, run: start } = await makeScene(test.database, world);
    await start({ total: 1 });
    const lock = (arrival: string, hash: string, age: string) =>
      test.database.execute(sql`
      insert into sending (workspace_id, connection, resource, match_hash, arrival, flow_id, lane, epoch, owner, settle_after)
      values (${flow.workspaceId}, 'erp', 'things', decode(${hash}, 'hex'), ${arrival}, ${flow.flowId}, 3, 0, 'gone', now() - ${age}::interval)`);
    const [open] = await test.database.execute<{ arrival: string }>(sql`
      select arrival from delivery where flow_id = ${flow.flowId}`);
    await lock("left", "01", "2 days");
    await lock(open?.arrival ?? "", "02", "2 days");
    await lock("fresh", "03", "1 minute");
    await run("retention");
    const left = await test.database.execute<{ hash: string }>(sql`
      select encode(match_hash, 'hex') as hash from sending where flow_id = ${flow.flowId} order by 1`);
    expect(left.map((row) => row.hash)).toEqual(["02", "03"]);
  });

  it("ends the intake run of a day that is over when its last record was walked", async () => {
    const { flow } = await makeScene(test.database, world);
    await test.database.execute(sql`
      insert into run (id, workspace_id, flow_id, version, trigger_kind, state, intake_day)
      select gen_random_uuid(), ${flow.workspaceId}, ${flow.flowId}, n, 'webhook', 'running', current_date - n from generate_series(0, 1) n`);
    await run("intake");
    const rows = await test.database.execute<{ read: boolean }>(sql`
      select read_at is not null as read from run where flow_id = ${flow.flowId} order by version`);
    expect(rows.map((row) => row.read)).toEqual([false, true]);
  });
});
