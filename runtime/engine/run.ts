import type { ClaimedRun } from "@trasvase/db/queries/claim-run.ts";
import { endReading, failRun, releaseRun } from "@trasvase/db/queries/end-reading.ts";
import { findFlowTerms } from "@trasvase/db/queries/find-flow-terms.ts";
import { findLaneTerms } from "@trasvase/db/queries/find-lane-terms.ts";
import { finishRun } from "@trasvase/db/queries/finish-run.ts";
import { noteCursor } from "@trasvase/db/queries/move-cursor.ts";
import { pauseFlow } from "@trasvase/db/queries/pause-flow.ts";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import { quotaCode } from "@trasvase/shared/quota.ts";
import { readFlowSettings } from "../flows/flow-settings.ts";
import type { LaneClaim, QueuedChunk } from "../queue/queue.ts";
import { readBackfill } from "./backfill.ts";
import { readBackfillOptions } from "./backfill-options.ts";
import { backlogOf } from "./backlog.ts";
import type { Engine } from "./engine.ts";
import { Fenced } from "./fenced.ts";
import { keepClaim } from "./keep-claim.ts";
import type { LaneWork } from "./lane-work.ts";
import { PlanError } from "./open-versions.ts";
import { isOutside } from "./outside-trouble.ts";
import { beginsNow, passOver } from "./pass-over.ts";
import { Appender, cursorPlace, type Reading, readBatches, waitForRoom } from "./read-source.ts";
import { resumeDue } from "./resume.ts";
import { walkChunks } from "./walk-chunk.ts";
import { Writers } from "./write-calls.ts";

/** Reads the source of a claimed run into the queue, to its end or until `signal` stops it. */
export async function readRun(engine: Engine, run: ClaimedRun, signal: AbortSignal): Promise<void> {
  const kept = keepClaim(engine, { run }, signal);
  try {
    const reading = await openReading(engine, run, kept.signal);
    if (reading.backfill) await readBackfill(reading, reading.backfill);
    else if (await beginsNow(reading)) await passOver(reading);
    else await readAll(reading);
    await endRun(reading);
  } catch (error) {
    await giveUpReading(engine, run, kept.signal.aborted ? undefined : error);
  } finally {
    kept.release();
  }
}

async function readAll(reading: Reading): Promise<void> {
  const appender = await Appender.open(reading);
  for await (const batch of readBatches(reading)) {
    await waitForRoom(reading);
    await appender.append(batch);
  }
}

/** Works in a claimed lane for a while: what is owed and due, then chunk after chunk. */
export async function workLane(engine: Engine, claim: LaneClaim, signal: AbortSignal): Promise<void> {
  const kept = keepClaim(engine, { claim }, signal);
  const until = performance.now() + engine.limits.sliceMs;
  const goesOn = () => performance.now() < until && !kept.signal.aborted;
  let chunks: readonly QueuedChunk[] = [];
  let work: LaneWork | undefined;
  let isFree = false;
  try {
    work = await openLane(engine, claim, kept.signal);
    if (work?.lane.mayOwe) await resumeDue(work);
    if (work && goesOn()) chunks = await engine.queue.take(claim, engine.limits.leaseMs);
    while (work && chunks.length > 0) {
      chunks = await walkNext(work, chunks, goesOn);
      isFree = chunks.length === 0;
    }
  } catch (error) {
    await giveUpWork(engine, claim, { chunks, error: kept.signal.aborted ? undefined : error });
  } finally {
    kept.release();
    await work?.writers.close();
    if (!isFree) await engine.queue.release(claim);
    // What was appended while it was being given free.
    await engine.queue.wake(claim, [claim.lane]);
  }
}

/** A chunk over which a worker may have died is walked with nothing else at work in this process. */
async function walkNext(
  work: LaneWork,
  chunks: readonly QueuedChunk[],
  goesOn: () => boolean,
): Promise<readonly QueuedChunk[]> {
  const { gate } = work.engine;
  const walk = () => walkChunks(work, chunks, goesOn);
  const isSuspect = chunks.some((chunk) => chunk.attempts > 1);
  return await gate[isSuspect ? "alone" : "together"](work.signal, walk);
}

async function openReading(engine: Engine, run: ClaimedRun, signal: AbortSignal): Promise<Reading> {
  const clients = engine.clients(run.workspaceId);
  const version = await engine.versions.open(run, run.version, await clients.refresh());
  const reader = await clients.reader(version.source.connection);
  const terms = await findFlowTerms(engine.database, run.flowId);
  const backlog = backlogOf(engine, terms?.settings);
  const backfill = run.backfill && readBackfillOptions(run.options);
  const since = backfill ? backfill.since : readFlowSettings(terms?.settings).start?.date;
  return { engine, run, version, reader, backlog, backfill, since, signal };
}

async function endRun({ engine, run, version }: Reading): Promise<void> {
  if (!(await endReading(engine.database, run))) return;
  if (!run.backfill) await noteCursor(engine.database, cursorPlace(version), "run", { runId: run.id });
  await finishRun(engine.database, run.id);
}

/** How long a run waits after passing trouble with its source. */
const readAgainMs = 15_000;
const triesOfReading = 8;

async function giveUpReading(engine: Engine, run: ClaimedRun, error: unknown): Promise<void> {
  if (error === undefined || error instanceof Fenced) return await releaseRun(engine.database, run);
  const passes = error instanceof ConnectorError ? error.kind === "transient" : isOutside(error);
  // Used up calls are nobody's failure: the run goes on when there are new ones.
  const isPatient = error instanceof ConnectorError && error.code === quotaCode;
  if (passes && (isPatient || run.epoch < triesOfReading)) {
    const wait = error instanceof ConnectorError ? error.retryAfterMs : undefined;
    if (!engine.trouble.note(error))
      engine.log.warn({ run: run.id, flow: run.flowId }, `Reading is tried again: ${textOf(error)}`);
    return await releaseRun(engine.database, run, wait ?? readAgainMs);
  }
  if (error instanceof ConnectorError && error.kind === "broken")
    await reportBrokenSource(engine, run, error);
  engine.log.warn({ run: run.id, flow: run.flowId }, `The run failed: ${textOf(error)}`);
  await failRun(engine.database, run, problemOf(error));
}

async function reportBrokenSource(engine: Engine, run: ClaimedRun, error: ConnectorError): Promise<void> {
  const clients = engine.clients(run.workspaceId);
  const version = await engine.versions.open(run, run.version, clients.types());
  await clients.reportBroken(version.source.connection, error);
}

function problemOf(error: unknown): Problem {
  if (error instanceof PlanError) {
    const first = error.problems.find((problem) => problem.severity === "error");
    if (first) return first;
  }
  const code = error instanceof ConnectorError ? error.code : "run-failed";
  return { code, severity: "error", message: textOf(error) };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function openLane(
  engine: Engine,
  claim: LaneClaim,
  signal: AbortSignal,
): Promise<LaneWork | undefined> {
  const { flow, connections: listed, mayOwe } = await findLaneTerms(engine.database, claim);
  if (flow?.state !== "active") return undefined;
  const clients = engine.clients(claim.workspaceId);
  const connections = clients.know(listed);
  const writers = new Writers((connection) => clients.openWriter(connection));
  return { engine, claim, flow, clients, connections, writers, lane: { mayOwe }, signal };
}

/** How long a lane rests after its chunk could not be settled. */
const restMs = 1_000;

async function giveUpWork(
  engine: Engine,
  claim: LaneClaim,
  failed: { readonly chunks: readonly QueuedChunk[]; readonly error: unknown },
): Promise<void> {
  const { chunks, error } = failed;
  if (error instanceof Fenced) return;
  if (error instanceof PlanError) {
    await pauseFlow(engine.database, claim.workspaceId, claim.flowId, error.message);
  }
  if (error !== undefined && !engine.trouble.note(error))
    engine.log.warn({ flow: claim.flowId, lane: claim.lane }, `A chunk waits: ${textOf(error)}`);
  // A failure inside the engine counts as an attempt: the next walk is record by record and finds the one that causes it.
  const isOwnFault =
    error !== undefined &&
    !(error instanceof ConnectorError || error instanceof PlanError) &&
    !isOutside(error);
  if (chunks.length === 0) return;
  const ids = chunks.map((chunk) => chunk.id);
  const rest = error === undefined ? 0 : restMs;
  await engine.queue.putBack(claim, ids, { restMs: rest, countsAsAttempt: isOwnFault });
}
