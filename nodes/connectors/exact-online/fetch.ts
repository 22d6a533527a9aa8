import type { JsonObject } from "@trasvase/shared/json.ts";
import { fromExact } from "./convert.ts";
import type { ExactResource } from "./field.ts";
import { listUrl } from "./odata.ts";
import { fetchPage } from "./pages.ts";
import type { ExactSession } from "./session.ts";

// Beyond about 2,000 characters an address may be refused; 25 terms is what is known to work.
const longestUrl = 1950;
const mostTerms = 25;

/** The records with these ids, in parts as they come. */
export async function* fetchByIds(
  session: ExactSession,
  resource: ExactResource,
  ids: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<readonly JsonObject[]> {
  const terms = ids.map((id) => `${resource.id} eq guid'${id}'`);
  for (const group of groups(terms, session, resource))
    yield await fetchGroup(session, resource, group, signal);
}

/** The records that fit any of these terms of a filter, each once. Terms that are undefined fit nothing. */
export async function fetchByTerms(
  session: ExactSession,
  resource: ExactResource,
  terms: readonly (string | undefined)[],
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const found = new Map<string, JsonObject>();
  for (const group of groups([...new Set(terms.filter((one) => one !== undefined))], session, resource)) {
    for (const data of await fetchGroup(session, resource, group, signal))
      found.set(String(data[resource.id]), data);
  }
  return [...found.values()];
}

async function fetchGroup(
  session: ExactSession,
  resource: ExactResource,
  group: readonly string[],
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const records: JsonObject[] = [];
  let url: string | undefined = groupUrl(session, resource, group);
  while (url !== undefined) {
    const page = await fetchPage(session, resource, url, signal);
    records.push(...page.entities.map((entity) => fromExact(resource, entity)));
    url = page.next;
  }
  return records;
}

function groupUrl(session: ExactSession, resource: ExactResource, terms: readonly string[]): string {
  return listUrl(session.root, resource, { $filter: terms.join(" or ") });
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
      (group.length > 0 && groupUrl(session, resource, [...group, one]).length > longestUrl);
    if (isFull) {
      yield group;
      group = [];
    }
    group.push(one);
  }
  if (group.length > 0) yield group;
}
