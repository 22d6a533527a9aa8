import { listRecords } from "@trasvase/db/queries/list-records.ts";
import { stopRun } from "@trasvase/db/queries/stop-run.ts";
import { ApiError } from "./api-error.ts";
import { acceptCase, createCase, listCaseRows, recordCaseAgain, updateCase } from "./cases/cases.ts";
import { addCase, storedCases } from "./cases/stored-cases.ts";
import { completeSignIn, signInAddress } from "./connections/sign-in.ts";
import { tryConnection } from "./connections/try-connection.ts";
import { countSource } from "./engine/count-source.ts";
import { describeHeld } from "./engine/describe-held.ts";
import { describeQueue } from "./engine/describe-queue.ts";
import type { Engine } from "./engine/engine.ts";
import { explainRecord, readLoggedSample } from "./engine/explain.ts";
import { previewGraph } from "./engine/preview.ts";
import { PushIntake } from "./engine/push.ts";
import { retryRecord } from "./engine/retry.ts";
import { startRun } from "./engine/start-run.ts";
import { openWishAccess } from "./engine/wish-access.ts";
import type { EngineAccess } from "./engine-access.ts";
import { forecastFlow } from "./flows/forecast.ts";
import { keepHeardRecords, listHeardRecords } from "./hooks/heard.ts";
import { recordRow } from "./records/find-records.ts";
import { readStepTitles } from "./records/step-titles.ts";
import { fetchSamples } from "./samples/fetch-samples.ts";
import { keepSample, keptSamples } from "./samples/kept-samples.ts";

/** The engine as the HTTP API uses it. */
export function openEngineAccess(engine: Engine): EngineAccess {
  const intake = new PushIntake(engine);
  return {
    preview: (workspaceId, request, signal) => previewGraph(engine, workspaceId, request, signal),
    forecast: (workspaceId, request) => forecastFlow(engine, workspaceId, { ...request, now: Date.now() }),
    fetchSamples: (workspaceId, request, signal) => fetchSamples(engine, workspaceId, request, signal),
    keptSamples: (place) => keptSamples(engine, place),
    cases: (flow) => listCaseRows(engine, flow),
    createCase: (flow, userId, request, signal) => createCase(engine, flow, userId, request, signal),
    changeCase: (flow, id, change) => updateCase(engine, flow, id, change),
    acceptCase: (flow, id) => acceptCase(engine, flow, id),
    recordCase: (flow, id, signal) => recordCaseAgain(engine, flow, id, signal),
    casesForFile: async (flow) => (await storedCases(engine, flow)).map((one) => one.flowCase),
    async importCases(flow, userId, cases) {
      for (const one of cases) await addCase(engine, flow, userId, one);
    },
    keepSample: (place, userId, request) => keepSample(engine, place, userId, request),
    async startRun(workspaceId, flowId, userId) {
      const trigger = { triggerKind: "manual", startedBy: userId } as const;
      const id = await startRun(engine, { workspaceId, flowId }, trigger);
      if (id !== undefined) return id;
      throw notActive();
    },
    async startBackfill(workspaceId, flowId, { options, userId }) {
      const trigger = { triggerKind: "backfill", startedBy: userId, options } as const;
      const id = await startRun(engine, { workspaceId, flowId }, trigger);
      if (id !== undefined) return id;
      throw notActive();
    },
    countSource: (workspaceId, request, signal) => countSource(engine, workspaceId, request, signal),
    stopRun: (workspaceId, runId) => stopRun(engine.database, workspaceId, runId),
    push: (workspaceId, { flowId, ...push }) => intake.append({ workspaceId, flowId }, push),
    ...openWishAccess(engine),
    describeHeld: (place, signal) => describeHeld(engine, place, signal),
    describeQueue: (place, settings) => describeQueue(engine, place.flowId, settings),
    keepHeard: (place, records) => keepHeardRecords(engine, place, records),
    listHeard: (place) => listHeardRecords(engine, place),
    async describeRecord(workspaceId, place) {
      const [row] = await listRecords(engine.database, workspaceId, { place, limit: 1 });
      const explained = row && (await explainRecord(engine, workspaceId, place));
      if (!explained) return undefined;
      return { ...recordRow(row, await readStepTitles(engine.database, workspaceId, [row])), ...explained };
    },
    retryRecord: (workspaceId, place) => retryRecord(engine, workspaceId, place),
    recordAsSample: (workspaceId, place) => readLoggedSample(engine, workspaceId, place),
    checkConnection: (workspaceId, name, signal) => tryConnection(engine, { workspaceId, name }, signal),
    signInAddress: (workspaceId, name, request) => signInAddress(engine, { workspaceId, name }, request),
    completeSignIn: (workspaceId, name, answer) => completeSignIn(engine, { workspaceId, name }, answer),
    async discoverFields(workspaceId, name, request) {
      const clients = engine.clients(workspaceId);
      await clients.refresh();
      return await (await clients.reader(name)).discover?.(request);
    },
  };
}

function notActive(): ApiError {
  return new ApiError(
    409,
    "not-active",
    "This flow is not active any more. Reload it, resume or activate it, and run it again.",
  );
}
