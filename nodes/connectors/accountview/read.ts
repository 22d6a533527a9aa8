import type { ReadBatch, ReadRequest } from "@trasvase/shared/connector.ts";
import * as z from "zod";
import { ChangeReading } from "../change-reading.ts";
import { parseOptions } from "../parse-options.ts";
import { earlier, wallClock } from "../wall-clock.ts";
import type { AccountViewResource } from "./field.ts";
import { changedByOptions, moreFieldsOptions } from "./options.ts";
import { type Condition, fetchPage } from "./query.ts";
import { openResource } from "./resource-of.ts";
import type { AccountViewSession } from "./session.ts";

/** What a source step may say, whichever of it its resource knows. */
const readOptions = z.object({
  moreFields: moreFieldsOptions.shape.moreFields,
  changedBy: changedByOptions.shape.changedBy,
});

/** Reads a resource page by page, from the cursor on where it can. */
export async function* readRecords(
  session: AccountViewSession,
  request: ReadRequest,
): AsyncGenerator<ReadBatch> {
  const { limit, signal } = request;
  const options = parseOptions(readOptions, request.options);
  const opened = await openResource(session, request.resource, request.options, signal);
  const resource = options.moreFields.length > 0 ? await session.dictionary.load(opened, signal) : opened;
  const changedBy = await changeField(session, resource, options.changedBy, signal);
  const reading = changedBy === undefined ? undefined : changeReading(session, request);
  const conditions =
    changedBy !== undefined && reading?.start ? [changedSince(changedBy, reading.start)] : [];
  let left = limit ?? Number.POSITIVE_INFINITY;
  const size = Math.min(resource.pageSize, left);
  // By key and not by time: a record that changes while pages are read would move to another page and push a third one out of sight.
  const newestBy = limit === undefined ? undefined : changedBy;
  const moreFields = [...options.moreFields, ...(changedBy === undefined ? [] : [changedBy])];
  for (let number = 1; left > 0; number++) {
    const query = { resource, number, size, conditions, newestBy, moreFields };
    const page = await fetchPage(session, query, signal);
    const records = page.slice(0, left).flatMap((data) => {
      const changed = data[changedBy ?? ""];
      if (typeof changed !== "string" || !reading) return [{ data }];
      if (!reading.takes(changed)) return [];
      reading.note(changed);
      return [{ data }];
    });
    left -= records.length;
    const isLast = page.length < size;
    // Only after the last page is everything up to the latest change behind us.
    yield { records, cursor: isLast && limit === undefined ? reading?.cursor() : undefined };
    if (isLast) return;
  }
}

/** The field that tells changes; undefined when there is none, and everything has to be read. */
async function changeField(
  session: AccountViewSession,
  resource: AccountViewResource,
  chosen: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!resource.incremental) return undefined;
  if (resource.changedBy !== undefined) return resource.changedBy;
  if (chosen !== "") return chosen.toUpperCase();
  return (await session.dictionary.has(resource.table, usualField, signal)) ? usualField : undefined;
}

const usualField = "CNG_DATE";

function changeReading({ now, settings }: AccountViewSession, request: ReadRequest): ChangeReading {
  return new ChangeReading({
    cursor: request.limit === undefined ? request.cursor : undefined,
    since: request.since,
    until: request.until,
    now: now(),
    clock: (moment) => wallClock(moment, settings.timeZone),
  });
}

// There is no "later than": the next second is.
function changedSince(
  field: string,
  { after, from }: { readonly from: string; readonly after: boolean },
): Condition {
  const begin = (after ? earlier(from, -1000) : from).replace("T", " ");
  return { field, operator: "DateOnOrAfterDate", type: "T", value: `{^${begin}}` };
}
