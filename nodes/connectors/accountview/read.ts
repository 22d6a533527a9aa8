import {
  ConnectorError,
  type FindRequest,
  type FoundRecord,
  type ReadBatch,
  type ReadRequest,
} from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { asReadError } from "../answer.ts";
import { ChangeReading } from "../change-reading.ts";
import { fieldNamed, hasValue, matchText, resourceNamed } from "../record-values.ts";
import { earlier, wallClock } from "../wall-clock.ts";
import { accountViewResources } from "./definition.ts";
import type { AccountViewField, AccountViewResource } from "./field.ts";
import { recordsIn } from "./rows.ts";
import type { AccountViewSession } from "./session.ts";

const mostFilters = 20;

/** The resource of that name. Throws ConnectorError *rejected*. */
export function resourceOf(name: string): AccountViewResource {
  return resourceNamed("AccountView", accountViewResources, name);
}

/** The id of a record: the first of the resource's id fields that has a value; empty when none has. */
export function idOf(resource: AccountViewResource, data: JsonObject): string {
  const values = resource.ids.map((name) => data[name]);
  const value = values.find((one) => (typeof one === "string" && one !== "") || typeof one === "number");
  return value === undefined ? "" : String(value);
}

/** One condition of a query: field, operator, type letter, value. */
interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly type: string;
  readonly value: string;
}

function queryUrl(
  session: AccountViewSession,
  resource: AccountViewResource,
  options: Readonly<Record<string, string>>,
  conditions: readonly Condition[] = [],
): string {
  const query = new URLSearchParams({ BusinessObject: resource.businessObject, ...options });
  conditions.forEach((condition, index) => {
    const number = index + 1;
    query.set(`FilterControlSource${number}`, condition.field);
    query.set(`FilterOperator${number}`, condition.operator);
    query.set(`FilterValueType${number}`, condition.type);
    query.set(`FilterValue${number}`, condition.value);
    query.set(`FilterIsListOfValues${number}`, "false");
  });
  if (session.settings.bookYear !== "") query.set("BookDate", session.settings.bookYear);
  return `${session.root}accountviewdata?${query.toString().replaceAll("+", "%20")}`;
}

async function fetchRecords(
  session: AccountViewSession,
  resource: AccountViewResource,
  url: string,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  try {
    const answer = await session.ask({ method: "GET", url }, signal);
    if (answer.kind === "data") return recordsIn(resource, answer.body);
    const what = resource.title.toLowerCase();
    if (answer.kind === "refused") {
      throw new ConnectorError(
        "rejected",
        "refused",
        `AccountView refuses to read ${what}: ${answer.message}`,
      );
    }
    throw new ConnectorError(
      "transient",
      String(answer.status),
      `AccountView cannot be reached behind AccountView.Net (${answer.status}). It is tried again.`,
    );
  } catch (error) {
    throw asReadError(error);
  }
}

function fieldList(resource: AccountViewResource): Readonly<Record<string, string>> {
  // Lines come along only with the default set of fields.
  if (resource.lines) return {};
  return { Fields: resource.fields.map((field) => field.name).join(",") };
}

/** Reads a resource page by page, from the cursor on where it can. */
export async function* readRecords(
  session: AccountViewSession,
  request: ReadRequest,
): AsyncGenerator<ReadBatch> {
  const resource = resourceOf(request.resource);
  const reading = resource.incremental ? changeReading(session, request) : undefined;
  const conditions = reading?.start ? [changedSince(reading.start)] : [];
  let left = request.limit ?? Number.POSITIVE_INFINITY;
  const pageSize = Math.min(resource.pageSize, left);
  const newestFirst = reading !== undefined && request.limit !== undefined;
  // By key and not by time: a record that changes while pages are read would move to another page and push a third one out of sight.
  const order: Readonly<Record<string, string>> = newestFirst
    ? { SortFields: "CNG_DATE", SortOrder: "descending" }
    : { SortFields: resource.key };
  for (let number = 1; left > 0; number++) {
    const paging = { PageSize: String(pageSize), PageNumber: String(number) };
    const url = queryUrl(session, resource, { ...paging, ...order, ...fieldList(resource) }, conditions);
    const page = await fetchRecords(session, resource, url, request.signal);
    const records = page.slice(0, left).map((data) => ({ data }));
    for (const { data } of records) if (typeof data.CNG_DATE === "string") reading?.note(data.CNG_DATE);
    left -= records.length;
    const isLast = page.length < pageSize;
    // Only after the last page is everything up to the latest change behind us.
    yield { records, cursor: isLast && request.limit === undefined ? reading?.cursor() : undefined };
    if (isLast) return;
  }
}

function changeReading(session: AccountViewSession, request: ReadRequest): ChangeReading {
  const { now, settings } = session;
  return new ChangeReading({
    cursor: request.limit === undefined ? request.cursor : undefined,
    since: request.since,
    now: now(),
    clock: (moment) => wallClock(moment, settings.timeZone),
  });
}

// There is no "later than": the next second is.
function changedSince({ after, from }: { readonly from: string; readonly after: boolean }): Condition {
  const begin = (after ? earlier(from, -1000) : from).replace("T", " ");
  return { field: "CNG_DATE", operator: "DateOnOrAfterDate", type: "T", value: `{^${begin}}` };
}

/** Finds records by match fields; by one field, many values per call. */
export async function findRecords(
  session: AccountViewSession,
  request: FindRequest,
): Promise<readonly (readonly FoundRecord[])[]> {
  const resource = resourceOf(request.resource);
  const fields = request.fields.map((name) => fieldNamed("AccountView", resource, name));
  const asked = request.values.map((values) =>
    fields.map((field, index) => conditionOf(field, values[index])),
  );
  const found: JsonObject[] = [];
  for (const { conditions, any } of queries(asked, fields.length)) {
    const mode: Readonly<Record<string, string>> = any ? { matchAnyFilter: "true" } : {};
    for (let number = 1; ; number++) {
      const options = {
        PageSize: String(resource.pageSize),
        PageNumber: String(number),
        SortFields: resource.key,
      };
      const url = queryUrl(session, resource, { ...options, ...mode, ...fieldList(resource) }, conditions);
      const page = await fetchRecords(session, resource, url, request.signal);
      found.push(...page);
      if (page.length < resource.pageSize) break;
    }
  }
  const byId = new Map(found.map((data) => [idOf(resource, data), data]));
  return request.values.map((values) =>
    [...byId]
      .filter(([, data]) => fields.every((field, index) => hasValue(data[field.name], values[index])))
      .map(([id, data]) => ({ id, data })),
  );
}

function conditionOf(field: AccountViewField, value: Json | undefined): Condition {
  const type = field.type === "number" || field.type === "integer" ? "N" : "C";
  return { field: field.name, operator: "Equal", type, value: matchText(field.name, value) };
}

function* queries(
  asked: readonly (readonly Condition[])[],
  fieldCount: number,
): Generator<{ readonly conditions: readonly Condition[]; readonly any: boolean }> {
  if (fieldCount > 1) {
    for (const conditions of asked) yield { conditions, any: false };
    return;
  }
  const single = [...new Map(asked.flat().map((condition) => [condition.value, condition])).values()];
  for (let at = 0; at < single.length; at += mostFilters) {
    const conditions = single.slice(at, at + mostFilters);
    yield { conditions, any: conditions.length > 1 };
  }
}
