import { ConnectorError } from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { asReadError } from "../answer.ts";
import { matchText } from "../record-values.ts";
import type { AccountViewField, AccountViewResource } from "./field.ts";
import { recordsIn } from "./rows.ts";
import type { AccountViewSession } from "./session.ts";

/** One condition of a query: field, operator, type letter, value. */
export interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly type: string;
  readonly value: string;
}

/** A page to be asked for. */
export interface PageQuery {
  readonly resource: AccountViewResource;
  readonly number: number;
  readonly size: number;
  readonly conditions: readonly Condition[];
  /** Whether one condition is enough. Left out: all must hold. */
  readonly any?: boolean;
  /** Further fields to ask for by name. */
  readonly moreFields?: readonly string[];
  /** By which field, latest first. Left out: by the key. */
  readonly newestBy?: string | undefined;
}

/** That a field has exactly this value. Throws ConnectorError *rejected* for an empty one. */
export function equals(field: AccountViewField, value: Json | undefined): Condition {
  const type = field.type === "number" || field.type === "integer" ? "N" : "C";
  return { field: field.name, operator: "Equal", type, value: matchText(field.name, value) };
}

/** Fetches a page of records. Throws ConnectorError. */
export async function fetchPage(
  session: AccountViewSession,
  query: PageQuery,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const { resource } = query;
  const body = await fetchBody(session, dataUrl(session, query), resource.title.toLowerCase(), signal);
  return recordsIn(resource, body);
}

/** What an address answers to a read; undefined where it has nothing. Throws ConnectorError. */
export async function fetchBody(
  session: AccountViewSession,
  url: string,
  what: string,
  signal: AbortSignal,
): Promise<Json | undefined> {
  try {
    const answer = await session.ask({ method: "GET", url }, signal);
    if (answer.kind === "data") return answer.body;
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

function dataUrl(session: AccountViewSession, query: PageQuery): string {
  const { any, conditions, newestBy, number, resource, size } = query;
  const order: Readonly<Record<string, string>> =
    newestBy === undefined ? { SortFields: resource.key } : { SortFields: newestBy, SortOrder: "descending" };
  const parameters = new URLSearchParams({
    BusinessObject: resource.readObject ?? resource.businessObject,
    PageSize: String(size),
    PageNumber: String(number),
    ...order,
    ...fieldList(query),
    ...(any ? { matchAnyFilter: "true" } : {}),
  });
  addConditions(parameters, conditions);
  if (session.settings.bookYear !== "") parameters.set("BookDate", session.settings.bookYear);
  return `${session.root}accountviewdata?${print(parameters)}`;
}

/** The address of a system table, such as the dictionary of fields. */
export function systemUrl(
  session: AccountViewSession,
  table: string,
  paging: { readonly number: number; readonly size: number; readonly sort: string },
  conditions: readonly Condition[],
): string {
  const parameters = new URLSearchParams({
    BusinessObject: table,
    PageSize: String(paging.size),
    PageNumber: String(paging.number),
    SortFields: paging.sort,
  });
  addConditions(parameters, conditions);
  return `${session.root}accountviewsystemdata?${print(parameters)}`;
}

function addConditions(parameters: URLSearchParams, conditions: readonly Condition[]): void {
  conditions.forEach((condition, index) => {
    const number = index + 1;
    parameters.set(`FilterControlSource${number}`, condition.field);
    parameters.set(`FilterOperator${number}`, condition.operator);
    parameters.set(`FilterValueType${number}`, condition.type);
    parameters.set(`FilterValue${number}`, condition.value);
    parameters.set(`FilterIsListOfValues${number}`, "false");
  });
}

function print(parameters: URLSearchParams): string {
  return parameters.toString().replaceAll("+", "%20");
}

function fieldList({ moreFields = [], resource }: PageQuery): Readonly<Record<string, string>> {
  // Lines come along only with the default set of fields.
  if (resource.lines || resource.asks === "default-fields") return {};
  const names = [
    ...resource.fields.map((field) => field.name),
    ...moreFields.map((name) => name.toUpperCase()),
  ];
  return { Fields: [...new Set(names)].join(",") };
}
