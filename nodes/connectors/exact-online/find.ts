import type { FindRequest, FoundRecord } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { fieldNamed, hasValue, matchText } from "../record-values.ts";
import { fromExact } from "./convert.ts";
import { fetchByTerms } from "./fetch.ts";
import type { ExactField, ExactResource } from "./field.ts";
import { listUrl, literal } from "./odata.ts";
import { fetchPage } from "./pages.ts";
import { resourceOf } from "./resource-of.ts";
import type { ExactSession } from "./session.ts";
import { readVersions } from "./versions.ts";

/** How long a code list is believed: VAT codes, units and the like seldom change, and looking each value up would eat the day's calls. */
const listKeptMs = 10 * 60_000;

/** The code lists that a reader has in its hands. */
export class CodeLists {
  readonly #kept = new Map<string, { readonly until: number; readonly records: readonly JsonObject[] }>();

  /** Every record of a code list. */
  async read(
    session: ExactSession,
    resource: ExactResource,
    signal: AbortSignal,
  ): Promise<readonly JsonObject[]> {
    const now = session.line.services.now();
    const kept = this.#kept.get(resource.name);
    if (kept && kept.until > now) return kept.records;
    const records = await readList(session, resource, signal);
    this.#kept.set(resource.name, { until: now + listKeptMs, records });
    return records;
  }
}

/** Finds records by match fields, many values per call; those of code lists in the list itself. */
export async function findRecords(
  session: ExactSession,
  lists: CodeLists,
  request: FindRequest,
): Promise<readonly (readonly FoundRecord[])[]> {
  const resource = resourceOf(request.resource);
  const fields = request.fields.map((name) => fieldNamed("Exact Online", resource, name));
  const terms = request.values.map((values) => term(fields, values));
  const found = resource.isCodeList
    ? await lists.read(session, resource, request.signal)
    : await fetchByTerms(session, resource, terms, request.signal);
  return request.values.map((values, index) =>
    terms[index] === undefined
      ? []
      : found
          .filter((data) => fields.every((field, at) => hasValue(data[field.name], values[at])))
          .map((data) => ({ id: String(data[resource.id]), data })),
  );
}

async function readList(
  session: ExactSession,
  resource: ExactResource,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const records: JsonObject[] = [];
  if (resource.sync) {
    const request = { resource: resource.name, options: {}, cursor: undefined, signal };
    for await (const batch of readVersions(session, resource, request, false))
      records.push(...batch.records.map(({ data }) => data).filter(isJsonObject));
    return records;
  }
  let url: string | undefined = listUrl(session.root, resource, {});
  while (url !== undefined) {
    const page = await fetchPage(session, resource, url, signal);
    records.push(...page.entities.map((entity) => fromExact(resource, entity)));
    url = page.next;
  }
  return records;
}

function term(fields: readonly ExactField[], values: readonly Json[]): string | undefined {
  const parts: string[] = [];
  for (const [index, field] of fields.entries()) {
    const written = literal(field, matchText(field.name, values[index]));
    if (written === undefined) return undefined;
    parts.push(`${field.name} eq ${written}`);
  }
  return parts.length > 1 ? `(${parts.join(" and ")})` : parts[0];
}
