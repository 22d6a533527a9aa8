import { ConnectorError, type WriteIntent, type WriteResult } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { transientResult } from "../answer.ts";
import { isSameValue, recordToWrite } from "../record-values.ts";
import type { RecordWriting } from "../record-writer.ts";
import type { SignedRequest } from "../signed-line.ts";
import { bodyOf } from "./body.ts";
import type { AccountViewResource } from "./field.ts";
import { findRecords, idOf } from "./find.ts";
import { knownResource, openResource } from "./resource-of.ts";
import { recordsIn } from "./rows.ts";
import type { AccountViewAnswer, AccountViewSession } from "./session.ts";

/** How records of a company are written: one POST or PUT each, and a look-up where a new record's answer does not say its id. */
export function accountViewWriting(session: AccountViewSession): RecordWriting<SignedRequest> {
  return {
    ready: (intent, signal) => learnFields(session, intent, signal),
    prepare: (intent) => prepare(session, intent),
    outgoing: session.outgoing,
    async carryOut(intent, request, signal) {
      const result = judge(session, intent, await session.ask(request, signal));
      return await settleId(session, intent, result, signal);
    },
  };
}

/** Asks the installation about its fields when a record has one that not every installation has. */
async function learnFields(
  session: AccountViewSession,
  { data, options, resource: name }: WriteIntent,
  signal: AbortSignal,
): Promise<void> {
  const resource = await openResource(session, name, options, signal);
  const known = new Set(resource.fields.map((field) => field.name));
  const knownOfLines = new Set(
    (resource.fields.find((field) => field.name === resource.lines?.field)?.fields ?? []).map(
      (one) => one.name,
    ),
  );
  const lines = isJsonObject(data) ? data[resource.lines?.field ?? ""] : undefined;
  const names = isJsonObject(data) ? Object.keys(data) : [];
  const ofLines = Array.isArray(lines)
    ? (lines as readonly Json[]).flatMap((line) => (isJsonObject(line) ? Object.keys(line) : []))
    : [];
  const isKnown = names.every((one) => known.has(one)) && ofLines.every((one) => knownOfLines.has(one));
  if (!isKnown) await session.dictionary.load(resource, signal);
}

function prepare(session: AccountViewSession, intent: WriteIntent): SignedRequest | undefined {
  const resource = knownResource(session, intent.resource, intent.options);
  if (!resource.writable) {
    throw new ConnectorError(
      "rejected",
      "not-writable",
      `${resource.title} of AccountView cannot be written.`,
    );
  }
  const data = recordToWrite("AccountView", resource.title, intent.data);
  const url = `${session.root}accountviewdata`;
  const { bookYear } = session.settings;
  if (intent.action === "create") return { method: "POST", url, body: bodyOf(resource, data, { bookYear }) };
  if (resource.noUpdate) {
    throw new ConnectorError(
      "rejected",
      "no-update",
      `${resource.title} of AccountView cannot be changed once they are made. Choose "skip" for those that are there.`,
    );
  }
  if (!intent.target) throw new ConnectorError("rejected", "no-target", "There is no record to update.");
  const key = resource.ids[0] ?? resource.key;
  const changes = changesOf(resource, data, intent.target.data, key);
  if (Object.keys(changes).length === 0) return undefined;
  return {
    method: "PUT",
    url,
    body: bodyOf(resource, { [key]: intent.target.id, ...changes }, { bookYear, key }),
  };
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
    if (isLines || name === key || isSameValue(value, present[name])) continue;
    changes[name] = value;
  }
  return changes;
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
  const resource = knownResource(session, intent.resource, intent.options);
  const key = result.data[resource.key];
  if (isText(result.data[resource.ids[0] ?? ""]) || !isText(key)) return result;
  const request = {
    resource: resource.name,
    options: intent.options,
    fields: [resource.key],
    values: [[key]],
    signal,
  };
  const found = await findRecords(session, request).catch(() => []);
  const only = found[0]?.length === 1 ? found[0][0] : undefined;
  return only ? { ...result, id: only.id, data: { ...result.data, ...only.data } } : result;
}

function isText(value: Json | undefined): value is string {
  return typeof value === "string" && value !== "";
}

function judge(session: AccountViewSession, intent: WriteIntent, answer: AccountViewAnswer): WriteResult {
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
      code: "gone",
      message: "AccountView does not have the record to update any more.",
    };
  return written(knownResource(session, intent.resource, intent.options), intent, answer.body);
}

function written(resource: AccountViewResource, intent: WriteIntent, body: Json | undefined): WriteResult {
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
