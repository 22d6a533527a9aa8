import {
  ConnectorError,
  type OutgoingRequest,
  type WriteIntent,
  type WriteResult,
  type Writer,
} from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { asWriteResult, transientResult } from "../answer.ts";
import { writeInOrder } from "../write-in-order.ts";
import { bodyOf } from "./body.ts";
import type { AccountViewResource } from "./field.ts";
import { findRecords, idOf, resourceOf } from "./read.ts";
import { recordsIn } from "./rows.ts";
import {
  type AccountViewAnswer,
  type AccountViewRequest,
  type AccountViewSession,
  toOutgoing,
} from "./session.ts";

/** The request that carries a write out; undefined when an update has nothing left to send. Throws ConnectorError *rejected*. */
export function prepareWrite(
  session: AccountViewSession,
  intent: WriteIntent,
): AccountViewRequest | undefined {
  const resource = resourceOf(intent.resource);
  if (!isJsonObject(intent.data)) {
    throw new ConnectorError(
      "rejected",
      "not-a-record",
      `AccountView's ${resource.title.toLowerCase()} need a record with fields.`,
    );
  }
  const url = `${session.root}accountviewdata`;
  const { bookYear } = session.settings;
  if (intent.action === "create")
    return { method: "POST", url, body: bodyOf(resource, intent.data, bookYear) };
  if (!intent.target) throw new ConnectorError("rejected", "no-target", "There is no record to update.");
  const key = resource.ids[0] ?? resource.key;
  const changes = changesOf(resource, intent.data, intent.target.data, key);
  if (Object.keys(changes).length === 0) return undefined;
  return { method: "PUT", url, body: bodyOf(resource, { [key]: intent.target.id, ...changes }, bookYear) };
}

function changesOf(
  resource: AccountViewResource,
  data: JsonObject,
  present: JsonObject,
  key: string,
): JsonObject {
  const changes: Record<string, Json> = {};
  for (const [name, value] of Object.entries(data)) {
    const isLines = name === resource.lines?.field;
    if (isLines || name === key || isEqual(value, present[name])) continue;
    changes[name] = value;
  }
  return changes;
}

// Empty, null and not there are the same to a person who compares two records.
function isEqual(a: Json, b: Json | undefined): boolean {
  if (typeof a === "string" && typeof b === "string") return a.trim() === b.trim();
  return a === b || (isEmpty(a) && isEmpty(b));
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "";
}

/** The requests that a write makes, token masked. */
export function describeWrite(session: AccountViewSession, intent: WriteIntent): readonly OutgoingRequest[] {
  const request = prepareWrite(session, intent);
  return request === undefined ? [] : [toOutgoing(session, request)];
}

/** Writes one record per call, in order. */
export function openAccountViewWriter(session: AccountViewSession): Writer {
  return {
    write: (intents, signal) => writeInOrder(intents, (intent) => writeOne(session, intent, signal)),
    async flush() {},
    async close() {},
  };
}

async function writeOne(
  session: AccountViewSession,
  intent: WriteIntent,
  signal: AbortSignal,
): Promise<WriteResult> {
  try {
    const request = prepareWrite(session, intent);
    if (request === undefined)
      return { kind: "written", id: intent.target?.id ?? "", data: intent.target?.data ?? {} };
    const result = await settleId(
      session,
      intent,
      judge(intent, await session.send(request, signal)),
      signal,
    );
    return result.kind === "written" || result.kind === "rejected"
      ? { ...result, request: toOutgoing(session, request) }
      : result;
  } catch (error) {
    return asWriteResult(error, intent.action);
  }
}

// What the answer to a new order is called by is not known; a record is therefore asked for once more by its own key, so that its id
// is the one that reading and finding give. Without an answer the key itself stays the id.
async function settleId(
  session: AccountViewSession,
  intent: WriteIntent,
  result: WriteResult,
  signal: AbortSignal,
): Promise<WriteResult> {
  if (result.kind !== "written" || intent.action !== "create") return result;
  const resource = resourceOf(intent.resource);
  const key = result.data[resource.key];
  if (isText(result.data[resource.ids[0] ?? ""]) || !isText(key)) return result;
  const request = { resource: resource.name, options: {}, fields: [resource.key], values: [[key]], signal };
  const found = await findRecords(session, request).catch(() => []);
  const only = found[0]?.length === 1 ? found[0][0] : undefined;
  return only ? { ...result, id: only.id, data: { ...result.data, ...only.data } } : result;
}

function isText(value: Json | undefined): value is string {
  return typeof value === "string" && value !== "";
}

function judge(intent: WriteIntent, answer: AccountViewAnswer): WriteResult {
  if (answer.kind === "refused") {
    return {
      kind: "rejected",
      code: "refused",
      message: `AccountView refuses this record: ${answer.message}`,
    };
  }
  if (answer.kind === "down") {
    const message = `AccountView cannot be reached behind AccountView.Net (${answer.status}).`;
    const code = String(answer.status);
    const arrivedNever = answer.status === 503 || answer.status === 429;
    return intent.action === "update" || arrivedNever
      ? transientResult(code, message, undefined)
      : { kind: "unknown", code, message };
  }
  if (answer.status === 404)
    return {
      kind: "rejected",
      code: "404",
      message: "AccountView does not have the record to update any more.",
    };
  return written(intent, answer.body);
}

function written(intent: WriteIntent, body: Json | undefined): WriteResult {
  const resource = resourceOf(intent.resource);
  const sent = isJsonObject(intent.data) ? intent.data : {};
  const echo = recordsIn(resource, body)[0] ?? {};
  const known = Object.fromEntries(
    Object.entries(echo).filter(([, value]) => value !== "" && !isEmptyList(value)),
  );
  const data = { ...intent.target?.data, ...sent, ...known };
  const id = intent.target?.id ?? idOf(resource, data);
  if (id === "") {
    return {
      kind: "unknown",
      code: "no-id",
      message: "AccountView accepted the record but did not say under which number; it is looked up.",
    };
  }
  return { kind: "written", id, data };
}

function isEmptyList(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}
