import {
  ConnectorError,
  type RawRecord,
  type ReadBatch,
  type ReadRequest,
} from "@trasvase/shared/connector.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import * as z from "zod";
import { fromExact } from "./convert.ts";
import { fetchByIds } from "./fetch.ts";
import type { ExactResource, SyncSource } from "./field.ts";
import { isGuid, queryString } from "./odata.ts";
import { fetchPage } from "./pages.ts";
import { serverTime } from "./server-time.ts";
import type { ExactSession } from "./session.ts";

const version = z.string().regex(/^\d+$/);
/** The highest row version of each stream that was read to the end. */
const cursorSchema = z.object({ rows: version, lines: version.optional(), deleted: version.optional() });

/** Row versions begin above it. */
const lowest = "1";

/** A row of a stream: what it says, and which record it is about. */
interface VersionRow {
  readonly entity: JsonObject;
  readonly id: string;
}

/**
 * Reads what changed by row version, which every write raises. A version is remembered only after its stream was read to the end:
 * that rows come in order is not promised.
 */
export async function* readVersions(
  session: ExactSession,
  resource: ExactResource,
  request: ReadRequest,
  withDeleted: boolean,
): AsyncGenerator<ReadBatch> {
  const { sync } = resource;
  if (!sync) throw new Error(`${resource.name} tells no row versions.`);
  const parsed = cursorSchema.safeParse(request.cursor);
  const begin = parsed.success ? parsed.data : await firstVersions(session, sync, request);
  const rows = new Stream(session, resource, { path: sync.path, after: begin.rows });
  const lines = sync.lines === undefined ? undefined : { path: sync.lines, after: begin.lines ?? begin.rows };
  if (sync.whole) yield* readWhole(rows, resource, request);
  else yield* readChanged(session, resource, request, rows, lines);
  const lineVersion = rows.lineVersion ?? begin.lines;
  const deleted = withDeleted && sync.entityType !== undefined && request.limit === undefined;
  const gone = deleted
    ? await readDeleted(session, resource, begin.deleted ?? begin.rows, request)
    : undefined;
  const cursor: Json = {
    rows: rows.highest,
    ...(lineVersion === undefined ? {} : { lines: lineVersion }),
    ...(gone ? { deleted: gone.highest } : {}),
  };
  yield { records: gone?.records ?? [], cursor: request.limit === undefined ? cursor : undefined };
}

async function firstVersions(
  session: ExactSession,
  sync: SyncSource,
  request: ReadRequest,
): Promise<z.infer<typeof cursorSchema>> {
  if (request.since === undefined) return { rows: lowest };
  const at = Date.parse(request.since);
  const rows = await versionAt(session, sync.path, at, request.signal);
  if (sync.lines === undefined) return { rows };
  return { rows, lines: await versionAt(session, sync.lines, at, request.signal) };
}

/** The row version that a stream had at a moment. */
async function versionAt(
  session: ExactSession,
  path: string,
  moment: number,
  signal: AbortSignal,
): Promise<string> {
  const query = queryString({
    modified: `datetime'${serverTime(moment)}'`,
    endPoint: `'${path.split("/")[1] ?? ""}'`,
    $select: "TimeStampAsBigInt",
  });
  const page = await fetchPage(
    session,
    anything,
    `${session.root}read/sync/Sync/SyncTimestamp?${query}`,
    signal,
  );
  return versionIn(page.entities[0]?.TimeStampAsBigInt) ?? lowest;
}

/** A list of which nothing is known but its address. */
const anything = { title: "Row versions", fields: [] } as const;

/** One stream of changes, read page by page, with the highest version seen. */
class Stream {
  readonly #session: ExactSession;
  readonly #resource: ExactResource;
  readonly #path: string;
  readonly #after: string;
  highest: string;
  /** Of the stream of lines, once that was read as well. */
  lineVersion: string | undefined;

  constructor(
    session: ExactSession,
    resource: ExactResource,
    stream: { readonly path: string; readonly after: string },
  ) {
    this.#session = session;
    this.#resource = resource;
    this.#path = stream.path;
    this.#after = stream.after;
    this.highest = stream.after;
  }

  async *pages(request: ReadRequest): AsyncGenerator<readonly VersionRow[]> {
    // Some fields of a single record are missing in its stream, and asking for one of them would be refused.
    const query = queryString({
      $filter: `Timestamp gt ${this.#after}L`,
      $select: "*",
      $top: request.limit === undefined ? undefined : String(request.limit),
    });
    let url: string | undefined = `${this.#session.root}sync/${this.#path}?${query}`;
    while (url !== undefined) {
      const page = await fetchPage(
        this.#session,
        { ...anything, title: this.#resource.title },
        url,
        request.signal,
      );
      yield page.entities.map((entity) => this.#note(entity));
      url = page.next;
    }
  }

  #note(entity: JsonObject): VersionRow {
    const seen = versionIn(entity.Timestamp);
    if (seen === undefined) {
      throw new ConnectorError("transient", "answer", "A row of Exact Online's changes has no version.");
    }
    if (BigInt(seen) > BigInt(this.highest)) this.highest = seen;
    const own = entity[this.#resource.id];
    return { entity, id: String(isGuid(own) ? own : (entity.ID ?? "")).toLowerCase() };
  }
}

function versionIn(value: Json | undefined): string | undefined {
  const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
  return /^\d+$/.test(text) ? text : undefined;
}

async function* readWhole(
  rows: Stream,
  resource: ExactResource,
  request: ReadRequest,
): AsyncGenerator<ReadBatch> {
  let left = request.limit ?? Number.POSITIVE_INFINITY;
  for await (const page of rows.pages(request)) {
    // A record may come more than once; the last is how it is now.
    const latest = new Map(page.map((row) => [row.id, row.entity]));
    const records = [...latest.values()]
      .slice(0, left)
      .map((entity) => ({ data: fromExact(resource, entity) }));
    left -= records.length;
    yield { records, cursor: undefined };
    if (left <= 0) return;
  }
}

/** Reads which records changed, and then those records. */
async function* readChanged(
  session: ExactSession,
  resource: ExactResource,
  request: ReadRequest,
  rows: Stream,
  lines: { readonly path: string; readonly after: string } | undefined,
): AsyncGenerator<ReadBatch> {
  const told = new Set<string>();
  const streams = [rows, ...(lines ? [new Stream(session, resource, lines)] : [])];
  for (const stream of streams) {
    for await (const page of stream.pages(request)) {
      const fresh = [...new Set(page.map(({ id }) => id))].filter((id) => isGuid(id) && !told.has(id));
      for (const id of fresh) told.add(id);
      for await (const found of fetchByIds(session, resource, fresh, request.signal)) {
        yield { records: found.map((data) => ({ data })), cursor: undefined };
      }
    }
  }
  const [, lineStream] = streams;
  rows.lineVersion = lineStream?.highest;
}

async function readDeleted(
  session: ExactSession,
  resource: ExactResource,
  after: string,
  request: ReadRequest,
): Promise<{ readonly records: readonly RawRecord[]; readonly highest: string }> {
  const query = queryString({
    $filter: `Timestamp gt ${after}L and EntityType eq ${resource.sync?.entityType}`,
    $select: "Timestamp,EntityKey,EntityType,DeletedDate",
  });
  let url: string | undefined = `${session.root}sync/Deleted?${query}`;
  let highest = after;
  const records: RawRecord[] = [];
  while (url !== undefined) {
    const page = await fetchPage(session, { ...anything, title: "Deleted records" }, url, request.signal);
    for (const { EntityKey, Timestamp } of page.entities) {
      const seen = versionIn(Timestamp) ?? highest;
      if (BigInt(seen) > BigInt(highest)) highest = seen;
      if (isGuid(EntityKey))
        records.push({ data: { [resource.id]: EntityKey.toLowerCase() }, deleted: true });
    }
    url = page.next;
  }
  return { records, highest };
}
