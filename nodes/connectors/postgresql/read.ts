import {
  ConnectorError,
  type RawRecord,
  type ReadBatch,
  type ReadRequest,
} from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import * as z from "zod";
import { parseOptions } from "../parse-options.ts";
import { JsonFault, parseJson } from "../read-json.ts";
import { findTable, quote, quoteTable } from "./columns.ts";
import { queryReadOptions, tableReadOptions } from "./definition.ts";
import { type Pool, refuseOwnDatabase } from "./pools.ts";
import { run } from "./statement.ts";
import { troubleOf } from "./trouble.ts";

/**
 * Where reading stands: behind the row with these texts of its growing column and its unique one. `seen` are the rows of the overlap, by
 * unique column, that need not come again. `complete`: without a growing column the next run begins anew.
 */
const cursorSchema = z.object({
  changed: z.string().optional(),
  id: z.string(),
  seen: z.array(z.tuple([z.string(), z.string()])).default([]),
  complete: z.boolean().default(false),
});

type Cursor = z.infer<typeof cursorSchema>;

const rowsOfPage = 2000;
/** A page also ends after so many bytes, so that memory stays flat when rows are large. */
const bytesOfPage = 8 * 1024 * 1024;
const mostSeen = 5000;

/** What is read, as it stands in a statement. */
interface Origin {
  readonly from: string;
  readonly id: string;
  readonly changed: string | undefined;
  readonly overlapMs: number;
}

interface Row {
  readonly data: string;
  readonly id: string | null;
  readonly changed: string | null;
}

/** Reads rows in pages, in the order of the growing column or of the unique one, each page a statement of its own. */
export async function* readRows(pool: Pool, request: ReadRequest): AsyncGenerator<ReadBatch> {
  try {
    await refuseOwnDatabase(pool);
    const origin = await originOf(pool, request);
    if (request.limit === undefined) {
      await refuseEmpty(pool, origin, request.signal);
      yield* readPages(pool, origin, request);
    } else
      yield { records: recordsOf(await newestRows(pool, origin, request, request.limit)), cursor: undefined };
  } catch (error) {
    request.signal.throwIfAborted();
    throw troubleOf(error, pool);
  }
}

async function originOf(pool: Pool, { options, resource }: ReadRequest): Promise<Origin> {
  if (resource === "query") {
    const { query, idColumn, changedColumn, overlapSeconds } = parseOptions(queryReadOptions, options);
    return originFrom(`(${query}\n)`, idColumn, changedColumn, overlapSeconds);
  }
  const { schema, table, idColumn, changedColumn, overlapSeconds } = parseOptions(tableReadOptions, options);
  const found = await findTable(pool, schema, table);
  const [only, second] = found.key;
  const id = idColumn !== "" ? idColumn : second === undefined ? only : undefined;
  if (id === undefined) {
    throw new ConnectorError(
      "rejected",
      "no-key",
      `The table "${table}" has no primary key of one column. Name a column in the step that is different in every row.`,
    );
  }
  return originFrom(quoteTable(found), id, changedColumn, overlapSeconds);
}

function originFrom(from: string, id: string, changed: string, overlapSeconds: number): Origin {
  return {
    from: `${from} as q`,
    id: `q.${quote(id)}`,
    changed: changed === "" ? undefined : `q.${quote(changed)}`,
    overlapMs: overlapSeconds * 1000,
  };
}

/** Rows without a place in the order would silently never be read. */
async function refuseEmpty(pool: Pool, origin: Origin, signal: AbortSignal): Promise<void> {
  const places = [origin.id, ...(origin.changed ? [origin.changed] : [])];
  const without = places.map((column) => `${column} is null`).join(" or ");
  const rows = await run(
    pool.sql,
    `select 1 as found from ${origin.from} where ${without} limit 1`,
    [],
    signal,
  );
  if (rows.length === 0) return;
  throw new ConnectorError(
    "rejected",
    "empty-order",
    `There are rows where ${places.map((column) => column.slice(2)).join(" or ")} is empty, and they would never be read. Fill them in, leave them out by a query, or choose other columns.`,
  );
}

async function* readPages(pool: Pool, origin: Origin, request: ReadRequest): AsyncGenerator<ReadBatch> {
  const window = new SeenRows(origin, request.cursor);
  let after = window.start;
  for (;;) {
    const rows = await readPage(pool, origin, after, request.signal);
    const last = rows.at(-1);
    if (!last) break;
    const fresh = rows.filter((row) => window.take(row));
    yield { records: recordsOf(fresh), cursor: window.cursor(false) };
    after = { id: last.id ?? "", changed: last.changed ?? undefined, isStart: false };
  }
  const cursor = window.cursor(true);
  if (cursor !== undefined) yield { records: [], cursor };
}

/** Rows behind a place; `isStart`: from that moment on, whatever the id. */
interface Place {
  readonly id: string;
  readonly changed: string | undefined;
  readonly isStart: boolean;
}

async function readPage(
  pool: Pool,
  { changed, from, id }: Origin,
  after: Place | undefined,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  signal.throwIfAborted();
  const columns = `to_json(q)::text as data, ${id}::text as id, ${changed ? `${changed}::text` : "null"} as changed`;
  const order = changed ? `${changed}, ${id}` : id;
  const { where, parameters } = whereAfter(changed, id, after);
  const text = `select ${columns} from ${from} ${where} order by ${order} limit ${rowsOfPage}`;
  const rows: Row[] = [];
  let bytes = 0;
  const query = pool.sql.unsafe<Row[]>(text, parameters, { prepare: true });
  const cancel = () => query.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    await query.cursor(200, (part) => {
      for (const row of part) {
        rows.push(row);
        bytes += row.data.length;
      }
      return bytes < bytesOfPage ? undefined : pool.sql.CLOSE;
    });
  } finally {
    signal.removeEventListener("abort", cancel);
  }
  return rows;
}

function whereAfter(changed: string | undefined, id: string, after: Place | undefined) {
  if (!after) return { where: "", parameters: [] };
  if (!changed) return { where: `where ${id} > $1`, parameters: [after.id] };
  if (after.isStart) return { where: `where ${changed} >= $1`, parameters: [after.changed ?? ""] };
  return { where: `where (${changed}, ${id}) > ($1, $2)`, parameters: [after.changed ?? "", after.id] };
}

/** For samples: the newest ones first. */
async function newestRows(
  pool: Pool,
  { changed, from, id }: Origin,
  { signal }: ReadRequest,
  limit: number,
): Promise<readonly Row[]> {
  const text = `select to_json(q)::text as data, null as id, null as changed from ${from} order by ${changed ?? id} desc limit $1`;
  return await run<Row>(pool.sql, text, [limit], signal);
}

function recordsOf(rows: readonly Row[]): readonly RawRecord[] {
  return rows.map((row): RawRecord => {
    try {
      return { data: parseJson(row.data) };
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error;
      const message = `The row ${row.id ?? ""} ${error.message}`;
      return { data: row.data.slice(0, 500), rejected: { code: error.code, message } };
    }
  });
}

/** Knows the rows of the overlap, which are read again and need not come again as long as they have not changed. */
class SeenRows {
  /** Where this run begins; undefined at the beginning. */
  readonly start: Place | undefined;
  readonly #origin: Origin;
  readonly #before: ReadonlyMap<string, string>;
  readonly #seen: Map<string, string>;
  #last: Pick<Cursor, "id" | "changed"> | undefined;

  constructor(origin: Origin, cursor: Json | undefined) {
    this.#origin = origin;
    const parsed = cursorSchema.safeParse(cursor);
    const before = parsed.success && !parsed.data.complete ? parsed.data : undefined;
    this.#before = new Map(before?.seen);
    this.#seen = new Map(before?.seen);
    this.#last = before && { id: before.id, changed: before.changed };
    this.start = before && startOf(origin, before);
  }

  /** Notes a row; false when exactly this state of it was read before. */
  take({ changed, id }: Row): boolean {
    this.#last = { id: id ?? "", ...(changed === null ? {} : { changed }) };
    if (changed === null || id === null) return true;
    if (this.#hasOverlap()) this.#remember(id, changed);
    return this.#before.get(id) !== changed;
  }

  /** `isEnd`: the source has nothing more just now. */
  cursor(isEnd: boolean): Json | undefined {
    if (!this.#last) return undefined;
    const { changed, id } = this.#last;
    if (changed === undefined) return { id, complete: isEnd };
    const from = earlier(changed, this.#origin.overlapMs);
    const seen = from === undefined ? [] : [...this.#seen].filter(([, at]) => atOf(at) >= atOf(from));
    return { id, changed, seen };
  }

  #hasOverlap(): boolean {
    return this.#origin.overlapMs > 0 && this.#origin.changed !== undefined;
  }

  #remember(id: string, changed: string): void {
    this.#seen.delete(id);
    this.#seen.set(id, changed);
    if (this.#seen.size <= mostSeen) return;
    for (const oldest of this.#seen.keys()) {
      this.#seen.delete(oldest);
      break;
    }
  }
}

function startOf({ changed, overlapMs }: Origin, before: Cursor): Place {
  const from = changed && before.changed !== undefined ? earlier(before.changed, overlapMs) : undefined;
  return from === undefined
    ? { id: before.id, changed: before.changed, isStart: false }
    : { id: before.id, changed: from, isStart: true };
}

/** A time some way back; undefined for what is no time, or when nothing is to be read again. */
function earlier(changed: string, overlapMs: number): string | undefined {
  const at = atOf(changed);
  return overlapMs === 0 || Number.isNaN(at) ? undefined : new Date(at - overlapMs).toISOString();
}

/** Epoch milliseconds of a time as the server prints it: `2026-03-02 10:15:30.123456+00`, with or without offset, or a date. */
function atOf(changed: string): number {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d(?:\.\d{1,6})?)(?:\+00|Z)?)?$/.exec(changed);
  return parts ? Date.parse(`${parts[1]}T${parts[2] ?? "00:00:00"}Z`) : Number.NaN;
}
