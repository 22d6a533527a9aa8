import { ConnectorError, type ReadBatch, type ReadRequest } from "@trasvase/shared/connector.ts";
import type * as z from "zod";
import { ChangeReading } from "../change-reading.ts";
import { parseOptions } from "../parse-options.ts";
import { changesOptions } from "./changes.ts";
import { fromExact } from "./convert.ts";
import type { ExactResource } from "./field.ts";
import { listUrl } from "./odata.ts";
import { fetchPage } from "./pages.ts";
import { resourceOf } from "./resource-of.ts";
import { serverTime } from "./server-time.ts";
import type { ExactSession } from "./session.ts";
import { readVersions } from "./versions.ts";

/** Before anything that Exact Online holds. */
const beginning = "2000-01-01T00:00:00";

/** Reads a resource, from the cursor on where it can. */
export async function* readRecords(session: ExactSession, request: ReadRequest): AsyncGenerator<ReadBatch> {
  const resource = resourceOf(request.resource);
  if (!resource.readable) {
    throw new ConnectorError("rejected", "write-only", `${resource.title} of Exact Online cannot be read.`);
  }
  const options = optionsOf(resource, request);
  const byVersion = resource.sync !== undefined && (options.changes === "version" || resource.onlySync);
  if (request.limit !== undefined && !resource.onlySync) {
    yield* readNewest(session, resource, { ...request, limit: request.limit });
  } else if (byVersion && (request.until === undefined || resource.onlySync)) {
    // Row versions know no dates: a period is read by time.
    yield* readVersions(session, resource, request, options.deleted);
  } else if (resource.incremental) yield* readModified(session, resource, request);
  else yield* readAll(session, resource, request);
}

function optionsOf(resource: ExactResource, request: ReadRequest): z.output<typeof changesOptions> {
  return parseOptions(changesOptions, resource.readOptions ? request.options : {});
}

/** A few records for looking at, the latest first. */
async function* readNewest(
  session: ExactSession,
  resource: ExactResource,
  request: ReadRequest & { readonly limit: number },
): AsyncGenerator<ReadBatch> {
  const hasTime = resource.fields.some((field) => field.name === "Modified");
  const sorting = hasTime
    ? // A filter is sent even for everything: some administrations refuse reading without one.
      { $filter: `Modified ge datetime'${beginning}'`, $orderby: "Modified desc" }
    : {};
  const url = listUrl(session.root, resource, { ...sorting, $top: String(request.limit) });
  yield* readPages(session, resource, url, request);
}

async function* readAll(
  session: ExactSession,
  resource: ExactResource,
  request: ReadRequest,
): AsyncGenerator<ReadBatch> {
  yield* readPages(session, resource, listUrl(session.root, resource, {}), request);
}

async function* readPages(
  session: ExactSession,
  resource: ExactResource,
  first: string,
  request: ReadRequest,
): AsyncGenerator<ReadBatch> {
  let left = request.limit ?? Number.POSITIVE_INFINITY;
  let url: string | undefined = first;
  while (url !== undefined && left > 0) {
    const page = await fetchPage(session, resource, url, request.signal);
    const records = page.entities.slice(0, left).map((entity) => ({ data: fromExact(resource, entity) }));
    left -= records.length;
    yield { records, cursor: undefined };
    url = page.next;
  }
}

async function* readModified(
  session: ExactSession,
  resource: ExactResource,
  request: ReadRequest,
): AsyncGenerator<ReadBatch> {
  const reading = new ChangeReading({
    cursor: request.cursor,
    since: request.since,
    until: request.until,
    now: session.line.services.now(),
    clock: serverTime,
  });
  const { after, from } = reading.start ?? { after: false, from: beginning };
  const end = reading.end === undefined ? "" : ` and Modified lt datetime'${reading.end}'`;
  let url: string | undefined = listUrl(session.root, resource, {
    $filter: `Modified ${after ? "gt" : "ge"} datetime'${from}'${end}`,
    $orderby: "Modified asc",
  });
  while (url !== undefined) {
    const page = await fetchPage(session, resource, url, request.signal);
    const records = page.entities.map((entity) => ({ data: fromExact(resource, entity) }));
    for (const { data } of records) if (typeof data.Modified === "string") reading.note(data.Modified);
    url = page.next;
    yield { records, cursor: url === undefined ? reading.cursor() : reading.cursorSoFar() };
  }
}
