import type { ConnectorError, RawRecord, Reader } from "@trasvase/shared/connector.ts";
import type { FetchSamples, Sample, Samples } from "@trasvase/shared/contract/sample.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { ApiError } from "../api-error.ts";
import type { Engine } from "../engine/engine.ts";
import { asTrouble } from "../engine/matching.ts";
import { catalogueOf, type OpenFlow, openFlow } from "../engine/open.ts";
import { nameRecords, type QueuedRecord } from "../engine/source-records.ts";
import type { HashKey } from "../secrets.ts";

/** How far a record is looked for by reading when the system cannot find it by its key. */
const mostLookedThrough = 2_000;

/** Fetches records from the source step of an unsaved graph. Nothing is stored, and no cursor moves. */
export async function fetchSamples(
  engine: Engine,
  workspaceId: string,
  request: FetchSamples,
  signal: AbortSignal,
): Promise<Samples> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(engine.limits.callTimeoutMs)]);
  const clients = engine.clients(workspaceId);
  const connections = await clients.refresh();
  const flow = openSource(engine, request, connections, await engine.hashKey(workspaceId));
  const connector = engine.systems.connectors[connections.get(flow.source.connection) ?? ""];
  if (connector?.pushed) {
    return {
      samples: [],
      message:
        "Records are pushed into this source, so there is nothing to fetch. Send one to its address, or paste a sample.",
    };
  }
  try {
    const reader = await clients.reader(flow.source.connection);
    const found = await findSamples(flow, reader, request, stop);
    const message = found.length > 0 ? undefined : nothingFound(request);
    return { samples: found.map(sampleOf), ...(message === undefined ? {} : { message }) };
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw answerOf(asTrouble(error, signal));
  }
}

function openSource(
  engine: Engine,
  request: FetchSamples,
  connections: ReadonlyMap<string, string>,
  hashKey: HashKey,
): OpenFlow {
  const { plan, problems } = makePlan(request.graph, catalogueOf(engine.systems, connections));
  const flow = plan && openFlow(plan, engine.systems, connections, hashKey);
  if (flow) return flow;
  const own = plan?.source.broken ? [plan.source.broken] : problems;
  const reason = own[0]?.message ?? "The graph has no source.";
  throw new ApiError(422, "source-incomplete", `The source step cannot be read yet: ${reason}`, {
    problems: own,
  });
}

function findSamples(
  flow: OpenFlow,
  reader: Reader,
  { count, key, where }: FetchSamples,
  signal: AbortSignal,
): Promise<QueuedRecord[]> {
  if (where) return findWhere(flow, reader, where, { count, signal });
  return key === undefined ? readSome(flow, reader, count, signal) : findByKey(flow, reader, key, signal);
}

async function findWhere(
  flow: OpenFlow,
  reader: Reader,
  where: NonNullable<FetchSamples["where"]>,
  { count, signal }: { readonly count: number; readonly signal: AbortSignal },
): Promise<QueuedRecord[]> {
  if (!canFindBy(flow, where.field)) {
    throw new ApiError(
      422,
      "cannot-search",
      `${flow.resource?.title ?? "This source"} cannot be searched by "${where.field.slice(0, 100)}". Search by another field, or fetch the latest records.`,
    );
  }
  const [matches = []] = await reader.find({
    resource: flow.source.resource,
    options: {},
    fields: [where.field],
    values: [[where.value]],
    gentle: true,
    signal,
  });
  const raw = matches.slice(0, count).map(({ data }) => ({ data }));
  return name(flow, raw, 0);
}

function canFindBy(flow: OpenFlow, field: string): boolean {
  const match = flow.resource?.match ?? [];
  return match !== "any" && match.includes(field);
}

async function readSome(
  flow: OpenFlow,
  reader: Reader,
  count: number,
  signal: AbortSignal,
): Promise<QueuedRecord[]> {
  const { resource, options } = flow.source;
  const records: QueuedRecord[] = [];
  for await (const batch of reader.read({
    resource,
    options,
    cursor: undefined,
    limit: count,
    gentle: true,
    signal,
  })) {
    records.push(...name(flow, batch.records, records.length));
    if (records.length >= count) break;
  }
  return records.slice(0, count);
}

async function findByKey(
  flow: OpenFlow,
  reader: Reader,
  key: string,
  signal: AbortSignal,
): Promise<QueuedRecord[]> {
  const { resource, options } = flow.source;
  const field = flow.source.key === undefined ? flow.resource?.key : undefined;
  if (field !== undefined && canFindBy(flow, field)) {
    const [matches = []] = await reader.find({
      resource,
      options: {},
      fields: [field],
      values: [[key]],
      gentle: true,
      signal,
    });
    return name(
      flow,
      matches.map(({ data }) => ({ data })),
      0,
    );
  }
  const wanted = [key, flow.hideKey?.(key)];
  let read = 0;
  for await (const batch of reader.read({ resource, options, cursor: undefined, gentle: true, signal })) {
    const found = name(flow, batch.records, read).filter((record) => wanted.includes(record.key));
    if (found.length > 0) return found.slice(0, 1);
    read += batch.records.length;
    if (read >= mostLookedThrough) break;
  }
  return [];
}

function name(flow: OpenFlow, records: readonly RawRecord[], ordinal: number): QueuedRecord[] {
  return nameRecords(flow, records, { runId: "sample", ordinal, readAt: new Date().toISOString() });
}

function sampleOf({ key, data, readAt }: QueuedRecord): Sample {
  return { key, data, readAt, origin: "source" };
}

function nothingFound({ key, where }: FetchSamples): string {
  if (where) {
    return `No record with ${where.field.slice(0, 100)} "${where.value.slice(0, 100)}" was found. Correct it, or fetch the latest records instead.`;
  }
  return key === undefined
    ? "The source has no records. Paste one to go on."
    : `No record with the key "${key.slice(0, 100)}" was found. Check the key, or fetch the latest records instead.`;
}

function answerOf(error: ConnectorError): ApiError {
  return new ApiError(
    error.kind === "transient" ? 502 : 422,
    error.code,
    error.message,
    error.retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(error.retryAfterMs / 1000) },
  );
}
