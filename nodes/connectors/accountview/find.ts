import type { FindRequest, FoundRecord } from "@trasvase/shared/connector.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { fieldNamed, hasValue } from "../record-values.ts";
import type { AccountViewResource } from "./field.ts";
import { type Condition, equals, fetchPage } from "./query.ts";
import { openResource } from "./resource-of.ts";
import type { AccountViewSession } from "./session.ts";

const mostFilters = 20;

/** The id of a record: the first of the resource's id fields that has a value; empty when none has. */
export function idOf(resource: AccountViewResource, data: JsonObject): string {
  const values = resource.ids.map((name) => data[name]);
  const value = values.find((one) => (typeof one === "string" && one !== "") || typeof one === "number");
  return value === undefined ? "" : String(value);
}

/** Finds records by match fields; by one field, many values per call. */
export async function findRecords(
  session: AccountViewSession,
  request: FindRequest,
): Promise<readonly (readonly FoundRecord[])[]> {
  const resource = await openResource(session, request.resource, request.options, request.signal);
  const fields = request.fields.map((name) => fieldNamed("AccountView", resource, name));
  const asked = request.values.map((values) => fields.map((field, index) => equals(field, values[index])));
  const found: JsonObject[] = [];
  for (const { any, conditions } of queries(asked, fields.length)) {
    for (let number = 1; ; number++) {
      const query = { resource, number, size: resource.pageSize, conditions, any };
      const page = await fetchPage(session, query, request.signal);
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
