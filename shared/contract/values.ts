import * as z from "zod";
import type { Json } from "../json.ts";

/*
 * Requests and responses of the HTTP API under /api, a file per noun. Times are ISO 8601 in UTC, durations
 * milliseconds, ids texts. An answer that is not 2xx has the body `errorSchema` of error.ts.
 */

/** Any JSON value, typed as the rest of the product types it. */
export const json: z.ZodType<Json> = z.json();

export const jsonMembers = z.record(z.string(), json);

export const time = z.string();

/** A page of rows, newest first; `next` continues after the last row. */
export const page = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), next: z.string().optional() });

/** A page of rows, newest first. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string | undefined;
}
