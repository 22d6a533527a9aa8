import { activateFlow } from "@trasvase/db/queries/activate-flow.ts";
import { changeTrigger } from "@trasvase/db/queries/change-trigger.ts";
import { ensureOwner } from "@trasvase/db/queries/ensure-owner.ts";
import { insertFlow } from "@trasvase/db/queries/insert-flow.ts";
import { listFlows } from "@trasvase/db/queries/list-flows.ts";
import { listRuns } from "@trasvase/db/queries/list-runs.ts";
import { pauseFlow } from "@trasvase/db/queries/pause-flow.ts";
import { resumeFlow } from "@trasvase/db/queries/resume-flow.ts";
import { createTestDatabase, type TestDatabase } from "@trasvase/db/testing/test-database.ts";
import type { Trigger } from "@trasvase/shared/flow-file.ts";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FlowPlace } from "../queue/queue.ts";
import { makeTestEngine, type TestEngine } from "../testing/make-engine.ts";
import { fireDue } from "./fire-due.ts";
import { planSchedules } from "./plan-schedules.ts";

let test: TestDatabase;
let world: TestEngine;
beforeAll(async () => {
  test = await createTestDatabase();
  world = makeTestEngine(test.database);
});
afterAll(() => test.drop());

const hourly: Trigger = { kind: "interval", everyMinutes: 60, overlap: "skip" };

async function scheduled(trigger: Trigger = hourly): Promise<FlowPlace> {
  const { workspaceId, userId } = await ensureOwner(test.database);
  const draft = { format: 1, name: "Test", nodes: {}, edges: [], tables: {}, layout: {} };
  const flowId = await insertFlow(test.database, { workspaceId, name: "Test", draft, trigger });
  await activateFlow(test.database, { workspaceId, flowId, revision: 1, note: "", checks: [], userId });
  await planSchedules(test.database, flowId);
  return { workspaceId, flowId };
}

/** Puts the time a flow is due next into the past. */
async function makeLate({ flowId }: FlowPlace, minutes: number): Promise<void> {
  await test.database.execute(sql`
    update schedule_due set due_at = clock_timestamp() - ${minutes} * interval '1 minute' where flow_id = ${flowId} and state = 'due'`);
}

const runs = async ({ flowId, workspaceId }: FlowPlace) =>
  await listRuns(test.database, workspaceId, { flow: flowId, limit: 50 });

async function nextRunAt({ flowId, workspaceId }: FlowPlace): Promise<number> {
  const [row] = await listFlows(test.database, workspaceId, flowId);
  return row?.nextRunAt ? Date.parse(row.nextRunAt) : Number.NaN;
}

async function endRuns({ flowId }: FlowPlace): Promise<void> {
  await test.database.execute(
    sql`update run set state = 'succeeded', finished_at = now() where flow_id = ${flowId}`,
  );
}

const fireAll = async () => {
  while (await fireDue(world.engine));
};

describe("a flow with a schedule", () => {
  it("says when it is due next, and is not started before", async () => {
    const flow = await scheduled();
    await fireAll();
    expect(await runs(flow)).toHaveLength(0);
    expect((await nextRunAt(flow)) - Date.now()).toBeGreaterThan(59 * 60_000);
  });

  it("is started once, however many processes look at the same moment", async () => {
    const flow = await scheduled();
    await makeLate(flow, 1);
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        await planSchedules(test.database);
        while (await fireDue(world.engine));
      }),
    );
    expect(await runs(flow)).toMatchObject([{ triggerKind: "schedule", state: "queued" }]);
  });

  it("is started once for all the times that passed while nothing was running", async () => {
    const flow = await scheduled();
    await makeLate(flow, 60 * 24 * 3 + 10);
    await fireAll();
    expect(await runs(flow)).toHaveLength(1);
    expect((await nextRunAt(flow)) - Date.now()).toBeCloseTo(50 * 60_000, -4);
  });

  it("stays due when the process that starts it dies on the way", async () => {
    const flow = await scheduled();
    await makeLate(flow, 1);
    const dying = test.database.transaction(async (transaction) => {
      await fireDue({
        ...world.engine,
        database: Object.assign(Object.create(test.database), {
          transaction: (work: (t: unknown) => unknown) => work(transaction),
        }),
      });
      throw new Error("killed");
    });
    await expect(dying).rejects.toThrow("killed");
    expect(await runs(flow)).toHaveLength(0);
    await fireAll();
    expect(await runs(flow)).toHaveLength(1);
  });

  it("leaves out a time at which its last run goes on, if so chosen", async () => {
    const flow = await scheduled();
    for (let time = 0; time < 3; time++) {
      await makeLate(flow, 1);
      await fireAll();
    }
    expect(await runs(flow)).toHaveLength(1);
    await endRuns(flow);
    await makeLate(flow, 1);
    await fireAll();
    expect(await runs(flow)).toHaveLength(2);
  });

  it("lets one run wait behind the last, if so chosen, and never two", async () => {
    const flow = await scheduled({ ...hourly, overlap: "queue" });
    await makeLate(flow, 1);
    await fireAll();
    await test.database.execute(sql`update run set state = 'running' where flow_id = ${flow.flowId}`);
    for (let time = 0; time < 3; time++) {
      await makeLate(flow, 1);
      await fireAll();
    }
    expect((await runs(flow)).map((run) => run.state)).toEqual(["queued", "running"]);
  });

  it("is not started while it is paused, and begins anew when it goes on", async () => {
    const flow = await scheduled();
    await makeLate(flow, 200);
    await pauseFlow(test.database, flow.workspaceId, flow.flowId, null);
    await fireAll();
    expect(await nextRunAt(flow)).toBeNaN();
    await resumeFlow(test.database, flow.workspaceId, flow.flowId);
    await planSchedules(test.database);
    await fireAll();
    expect(await runs(flow)).toHaveLength(0);
    expect((await nextRunAt(flow)) - Date.now()).toBeGreaterThan(59 * 60_000);
  });

  it("follows a changed schedule at once, and is never started without one", async () => {
    const flow = await scheduled();
    await changeTrigger(test.database, flow.workspaceId, flow.flowId, { ...hourly, everyMinutes: 5 });
    await planSchedules(test.database, flow.flowId);
    expect((await nextRunAt(flow)) - Date.now()).toBeLessThan(5.1 * 60_000);
    await changeTrigger(test.database, flow.workspaceId, flow.flowId, { kind: "manual" });
    await planSchedules(test.database, flow.flowId);
    expect(await nextRunAt(flow)).toBeNaN();
  });

  it("is due by its own time zone", async () => {
    const flow = await scheduled({
      kind: "cron",
      pattern: "30 6 * * *",
      timeZone: "Asia/Kathmandu",
      overlap: "skip",
    });
    expect(new Date(await nextRunAt(flow)).toISOString()).toContain("T00:45:00");
  });
});
