import { lockCounters } from "@trasvase/db/queries/lock-counters.ts";
import type { Forecast } from "@trasvase/shared/contract/forecast.ts";
import { estimateCalls, forecastEnd, type Used } from "@trasvase/shared/forecast.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { ApiError } from "../api-error.ts";
import { openConnection } from "../engine/connections.ts";
import type { Engine } from "../engine/engine.ts";
import { catalogueOf, openFlow } from "../engine/open.ts";
import { nameRecords } from "../engine/source-records.ts";

/** Records to be expected, and some of them to look at. */
export interface ForecastRequest {
  readonly graph: unknown;
  readonly records: number;
  readonly samples: readonly Json[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Says how many calls so many records need of each system that counts them, and when they will be through. */
export async function forecastFlow(
  engine: Engine,
  workspaceId: string,
  request: ForecastRequest,
): Promise<Forecast> {
  const connections = await engine.clients(workspaceId).refresh();
  const { plan } = makePlan(request.graph, catalogueOf(engine.systems, connections));
  const flow = plan && openFlow(plan, engine.systems, connections);
  if (!flow) throw new ApiError(422, "source-incomplete", "The source step is not complete yet.");
  if (request.samples.length === 0)
    throw new ApiError(422, "no-samples", "There is no record to judge by yet. Fetch or paste one.");
  const place = { runId: "forecast", ordinal: 0, readAt: new Date(request.now).toISOString() };
  const samples = nameRecords(
    flow,
    request.samples.map((data) => ({ data })),
    place,
  );
  const needs = await estimateCalls({
    opened: flow.opened,
    samples,
    total: request.records,
    connections,
    connectors: engine.systems.connectors,
    source: flow.source,
  });
  const rows: Forecast["connections"] = [];
  for (const { calls, connection } of needs) {
    const row = await forecastConnection(engine, { workspaceId, name: connection }, calls, request.now);
    if (row) rows.push(row);
  }
  return { records: request.records, connections: rows };
}

async function forecastConnection(
  engine: Engine,
  place: { readonly workspaceId: string; readonly name: string },
  calls: number,
  now: number,
): Promise<Forecast["connections"][number] | undefined> {
  const { connector, settings } = await openConnection(engine, place.workspaceId, place.name);
  const quota = engine.systems.connectors[connector]?.quota?.(settings);
  if (!quota) return undefined;
  const used = await usedNow(engine, place, quota.windows);
  const endsAt = forecastEnd(quota, used, calls, now);
  return {
    connection: place.name,
    calls,
    endsAt: new Date(endsAt).toISOString(),
    limits: quota.windows.map((window) => ({
      name: window.name,
      allowed: used[window.name]?.allowed || window.calls,
      used: used[window.name]?.used ?? 0,
    })),
  };
}

async function usedNow(
  engine: Engine,
  { name, workspaceId }: { readonly workspaceId: string; readonly name: string },
  windows: readonly { readonly name: string }[],
): Promise<Used> {
  const names = windows.map((window) => `quota:${window.name}`);
  const rows = await engine.database.transaction((transaction) =>
    lockCounters(transaction, { workspaceId, connection: name }, names),
  );
  return Object.fromEntries(rows.map((row) => [row.name.slice("quota:".length), row]));
}
