import type { FindRequest, FoundRecord, ReadBatch, ReadRequest } from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { fieldNamed, hasValue, matchText, resourceNamed } from "../record-values.ts";
import { SeenWindow } from "../seen-window.ts";
import { fromExact } from "./convert.ts";
import { exactOnlineResources } from "./definition.ts";
import type { ExactField, ExactResource } from "./field.ts";
import { expansion, literal, queryString, selection } from "./odata.ts";
import { fetchPage } from "./pages.ts";
import type { ExactSession } from "./session.ts";

const beginning = "2000-01-01T00:00:00";

/** The resource of that name. Throws ConnectorError *rejected*. */
export function resourceOf(name: string): ExactResource {
  return resourceNamed("Exact Online", exactOnlineResources, name);
}

/** Reads a resource, from the cursor on where it can, with the last minutes read again and known rows left out. */
export async function* readRecords(session: ExactSession, request: ReadRequest): AsyncGenerator<ReadBatch> {
  const resource = resourceOf(request.resource);
  const isIncremental = resource.incremental !== undefined;
  const window = new SeenWindow(isIncremental ? request.cursor : undefined);
  let left = request.limit ?? Number.POSITIVE_INFINITY;
  let url: string | undefined = firstUrl(
    session,
    resource,
    isIncremental ? (window.start ?? beginning) : undefined,
    request.limit,
  );
  while (url !== undefined && left > 0) {
    const page = await fetchPage(session, resource, url, request.signal);
    const records: { readonly data: JsonObject }[] = [];
    for (const entity of page.entities.slice(0, left)) {
      const data = fromExact(resource, entity);
      const changed = typeof data.Modified === "string" ? data.Modified : "";
      if (!isIncremental || window.take(String(data[resource.id]), changed)) records.push({ data });
    }
    left -= records.length;
    yield { records, cursor: isIncremental && request.limit === undefined ? window.cursor() : undefined };
    url = page.next;
  }
}

function firstUrl(
  session: ExactSession,
  resource: ExactResource,
  since: string | undefined,
  limit: number | undefined,
): string {
  const query = queryString({
    $select: selection(resource),
    $expand: expansion(resource),
    // A filter is sent even for everything: some administrations refuse reading without one.
    $filter: since === undefined ? undefined : `Modified ge datetime'${since}'`,
    $orderby: since === undefined ? undefined : limit === undefined ? "Modified asc" : "Modified desc",
    $top: limit === undefined ? undefined : String(limit),
  });
  return `${session.root}${resource.path}?${query}`;
}

// Beyond about 2,000 characters an address may be refused; 25 terms is what is known to work.
const longestUrl = 1900;
const mostTerms = 25;

/** Finds records by match fields, many values per call. */
export async function findRecords(
  session: ExactSession,
  request: FindRequest,
): Promise<readonly (readonly FoundRecord[])[]> {
  const resource = resourceOf(request.resource);
  const fields = request.fields.map((name) => fieldNamed("Exact Online", resource, name));
  const terms = request.values.map((values) => term(fields, values));
  const found = new Map<string, JsonObject>();
  for (const group of groups([...new Set(terms.filter((one) => one !== undefined))], session, resource)) {
    let url: string | undefined = findUrl(session, resource, group);
    while (url !== undefined) {
      const page = await fetchPage(session, resource, url, request.signal);
      for (const entity of page.entities) {
        const data = fromExact(resource, entity);
        found.set(String(data[resource.id]), data);
      }
      url = page.next;
    }
  }
  return request.values.map((values, index) =>
    terms[index] === undefined
      ? []
      : [...found]
          .filter(([, data]) => fields.every((field, at) => hasValue(data[field.name], values[at])))
          .map(([id, data]) => ({ id, data })),
  );
}

function term(fields: readonly ExactField[], values: readonly Json[]): string | undefined {
  const parts: string[] = [];
  for (const [index, field] of fields.entries()) {
    const text = matchText(field.name, values[index]);
    const written = literal(field, text);
    if (written === undefined) return undefined;
    parts.push(`${field.name} eq ${written}`);
  }
  return parts.length > 1 ? `(${parts.join(" and ")})` : parts[0];
}

function findUrl(session: ExactSession, resource: ExactResource, terms: readonly string[]): string {
  const query = queryString({
    $select: selection(resource),
    $expand: expansion(resource),
    $filter: terms.join(" or "),
  });
  return `${session.root}${resource.path}?${query}`;
}

function* groups(
  terms: readonly string[],
  session: ExactSession,
  resource: ExactResource,
): Generator<readonly string[]> {
  let group: string[] = [];
  for (const one of terms) {
    const isFull =
      group.length >= mostTerms ||
      (group.length > 0 && findUrl(session, resource, [...group, one]).length > longestUrl);
    if (isFull) {
      yield group;
      group = [];
    }
    group.push(one);
  }
  if (group.length > 0) yield group;
}
