import type { ConnectorDefinition, ResourceDefinition } from "./connector.ts";
import type { Delivered, Effects } from "./effects.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Counter, Quota } from "./quota.ts";
import type { SourceRecord } from "./record.ts";
import { type OpenPlan, walk } from "./walk.ts";

/** What a flow needs of one connection for so many records. */
export interface CallNeed {
  readonly connection: string;
  readonly calls: number;
}

export interface CallEstimate {
  readonly opened: OpenPlan;
  /** Records as the source gives them, a hundred or so; what they ask and write is taken to be usual. */
  readonly samples: readonly SourceRecord[];
  /** How many records are to be expected. */
  readonly total: number;
  /** Connector type by connection name. */
  readonly connections: ReadonlyMap<string, string>;
  readonly connectors: Readonly<Record<string, ConnectorDefinition>>;
  readonly source: { readonly connection: string; readonly resource: string };
}

/** Records that are walked together on the average: a lane's share of what is read at once, cut at a hundred. */
const usualChunk = 67;

/**
 * How many calls a flow needs of each connection, found by walking samples without touching anything. Look-ups are taken to find what
 * they look for, and destinations to create.
 */
export async function estimateCalls(estimate: CallEstimate): Promise<readonly CallNeed[]> {
  const { opened, samples, source, total } = estimate;
  const calls = new Map<string, number>();
  const add = (connection: string, count: number) =>
    calls.set(connection, (calls.get(connection) ?? 0) + count);
  const reading = resourceOf(estimate, source.connection, source.resource);
  add(source.connection, Math.ceil(total / (reading?.pageSize ?? total)));
  for (let at = 0; at < samples.length; at += usualChunk) {
    const chunk = samples.slice(at, at + usualChunk);
    // The rest of a sample stands for a whole chunk as far as it goes.
    const times = total / samples.length;
    await walk(opened, chunk, {
      at: 0,
      effects: countingEffects(estimate, (name, count) => add(name, count * times)),
    });
  }
  return [...calls].map(([connection, count]) => ({ connection, calls: Math.ceil(count) }));
}

function resourceOf(
  { connections, connectors }: Pick<CallEstimate, "connections" | "connectors">,
  connection: string,
  resource: string,
): ResourceDefinition | undefined {
  return connectors[connections.get(connection) ?? ""]?.resources.find((one) => one.name === resource);
}

function countingEffects(estimate: CallEstimate, add: (connection: string, calls: number) => void): Effects {
  return {
    async lookUp(_step, terms, questions) {
      const resource = resourceOf(estimate, terms.connection, terms.resource);
      add(
        terms.connection,
        findCalls(
          resource,
          questions.map(({ values }) => values),
        ),
      );
      return questions.map(({ values }) => {
        const data = imagine(resource, terms.fields, values);
        return { kind: "found", record: { id: emptyId, data } };
      });
    },
    async deliver(_step, terms, arrivals) {
      const resource = resourceOf(estimate, terms.connection, terms.resource);
      if (terms.match.length > 0) {
        const asked = arrivals.map(({ data }) => terms.match.map((field) => valueAt(data, field)));
        add(terms.connection, findCalls(resource, asked));
      }
      add(terms.connection, Math.ceil(arrivals.length / (resource?.writeBatch ?? 1)));
      return arrivals.map(({ data }): Delivered => {
        const target = { ...imagine(resource, [], []), ...(isObject(data) ? data : {}) };
        return { outcome: { kind: "created", message: "" }, target };
      });
    },
  };
}

function findCalls(resource: ResourceDefinition | undefined, asked: readonly (readonly Json[])[]): number {
  if (resource?.findBatch === "list") return 0;
  const distinct = new Set(asked.map((values) => JSON.stringify(values))).size;
  return Math.ceil(distinct / (resource?.findBatch ?? 1));
}

const emptyId = "00000000-0000-0000-0000-000000000000";

/** A record as it might be found: something of the right type in every field. */
function imagine(
  resource: ResourceDefinition | undefined,
  fields: readonly string[],
  values: readonly Json[],
): JsonObject {
  const data: Record<string, Json> = {};
  for (const field of resource?.fields ?? []) {
    if (field.type === "number" || field.type === "integer") data[field.name] = 0;
    else if (field.type === "boolean") data[field.name] = false;
    else if (field.type === "list") data[field.name] = [];
    else data[field.name] = emptyId;
  }
  fields.forEach((field, index) => {
    data[field] = values[index] ?? null;
  });
  return data;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valueAt(data: Json, field: string): Json {
  return isObject(data) && Object.hasOwn(data, field) ? (data[field] ?? null) : null;
}

/** What is used up of a connection's windows at this moment, by name of the window. */
export type Used = Readonly<Record<string, Pick<Counter, "used" | "allowed" | "since">>>;

/** When so many calls will have been made, milliseconds since 1970, when nothing else uses the connection. */
export function forecastEnd(quota: Quota, used: Used, calls: number, now: number): number {
  const [step] = quota.windows.toSorted((a, b) => a.seconds - b.seconds);
  if (!step || calls <= 0) return now;
  const windows = quota.windows.map((window) => {
    const length = window.seconds * 1000;
    const counter = used[window.name];
    const limit = Math.max(1, counter?.allowed || window.calls);
    const start = Math.floor(now / length) * length;
    return { length, limit, start, left: limit - (counter && counter.since >= start ? counter.used : 0) };
  });
  let left = calls;
  let at = now;
  for (;;) {
    for (const window of windows) {
      const start = Math.floor(at / window.length) * window.length;
      if (start > window.start) Object.assign(window, { start, left: window.limit });
    }
    const now1 = Math.max(0, Math.min(left, ...windows.map((window) => window.left)));
    left -= now1;
    for (const window of windows) window.left -= now1;
    if (left <= 0) return at;
    // On to the moment at which everything that is full has room again.
    at = Math.max(
      ...windows.filter((window) => window.left <= 0).map((window) => window.start + window.length),
    );
  }
}
