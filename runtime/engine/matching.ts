import { ConnectorError, type FoundRecord, type Reader } from "@trasvase/shared/connector.ts";
import type { Ending } from "@trasvase/shared/effects.ts";
import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { canonicalText } from "./canonical.ts";
import { fieldValue } from "./record-fields.ts";

/** The values a record is found by, and one text that stands for them. */
export interface MatchValue {
  readonly values: readonly Json[];
  readonly text: string;
}

/** The match value of a record, or why it has none: an empty one would find anything. */
export function matchValueOf(data: Json, fields: readonly string[]): MatchValue | Ending {
  const values: Json[] = [];
  for (const field of fields) {
    const value = fieldValue(data, field);
    if (value === undefined || value === null || (typeof value === "string" && value.trim() === "")) {
      return {
        kind: "rejected",
        code: "empty-match",
        message: `The match field "${field}" is empty, so nobody can tell whether the record is already there. Fill it in the mapping, or filter such records out.`,
        field: "match",
      };
    }
    if (typeof value === "object") {
      return {
        kind: "rejected",
        code: "match-value",
        message: `The match field "${field}" must be a text, a number, true or false, and it is a list or an object.`,
        field: "match",
      };
    }
    values.push(value);
  }
  // Compared as text, as systems compare them: 7 and "7" name the same record.
  return { values, text: canonicalText(values.map(String)) };
}

/** What looking for one match value gave. */
export type Found =
  | { readonly kind: "one"; readonly record: FoundRecord }
  | { readonly kind: "none" }
  | { readonly kind: "many"; readonly count: number }
  | { readonly kind: "failed"; readonly outcome: Ending };

/** Whom to ask, and for what. */
export interface Search {
  readonly resource: string;
  readonly options: JsonObject;
  readonly fields: readonly string[];
}

const askedAtOnce = 100;

/** Looks for many values in bulk; equal ones are asked once. Trouble with one value does not touch the others. */
export async function findMatches(
  reader: Reader,
  search: Search,
  values: readonly (readonly Json[])[],
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const unique = new Map<string, readonly Json[]>();
  const names = values.map((one) => {
    const name = canonicalText(one);
    unique.set(name, one);
    return name;
  });
  const found = new Map<string, Found>();
  const open = [...unique];
  for (let at = 0; at < open.length; at += askedAtOnce) {
    const part = open.slice(at, at + askedAtOnce);
    const results = await findPart(
      reader,
      search,
      part.map(([, one]) => one),
      signal,
    );
    part.forEach(([name], index) => {
      found.set(name, results[index] ?? { kind: "none" });
    });
  }
  return names.map((name) => found.get(name) ?? { kind: "none" });
}

async function findPart(
  reader: Reader,
  search: Search,
  values: readonly (readonly Json[])[],
  signal: AbortSignal,
): Promise<readonly Found[]> {
  try {
    const lists = await reader.find({ ...search, values, signal });
    if (lists.length !== values.length) {
      throw new Error(
        `The connector answered ${lists.length} of ${values.length} questions about ${search.resource}.`,
      );
    }
    return lists.map(readMatches);
  } catch (error) {
    const trouble = asTrouble(error, signal);
    // One value the system cannot digest must not take the others with it.
    if (trouble.kind === "rejected" && values.length > 1) {
      const parts: Found[] = [];
      for (const one of values) parts.push(...(await findPart(reader, search, [one], signal)));
      return parts;
    }
    const outcome = endingOfTrouble(trouble);
    return values.map(() => ({ kind: "failed", outcome }));
  }
}

/**
 * What a call threw, as trouble with the connection. A bug in a connector must not stop a lane for ever, so it counts as passing
 * trouble too. Throws when the walk itself is being stopped.
 */
export function asTrouble(error: unknown, signal: AbortSignal): ConnectorError {
  if (error instanceof ConnectorError) return error;
  // The signal of one call also ends when that call takes too long, which is no stop of the walk.
  const isTimeout = error instanceof Error && error.name === "TimeoutError";
  if (signal.aborted && !isTimeout) throw error;
  const message = isTimeout
    ? "The system did not answer in time."
    : `The connector failed: ${error instanceof Error ? error.message : String(error)}.`;
  return new ConnectorError("transient", isTimeout ? "timeout" : "connector-failed", message);
}

function readMatches(matches: readonly FoundRecord[]): Found {
  const [first] = matches;
  if (!first) return { kind: "none" };
  return matches.length === 1 ? { kind: "one", record: first } : { kind: "many", count: matches.length };
}

/** How long a record waits when its connection needs a person. */
const brokenWaitMs = 60_000;

/** A connector's trouble as the outcome of the record that met it. A broken connection lets records wait: they are not at fault. */
export function endingOfTrouble(error: ConnectorError): Ending {
  if (error.kind === "rejected") return { kind: "rejected", code: error.code, message: error.message };
  const wait = error.retryAfterMs ?? (error.kind === "broken" ? brokenWaitMs : undefined);
  return {
    kind: "retrying",
    code: error.code,
    message: error.message,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

/** The outcome of a match that is not one record. */
export function ambiguous(
  resource: string,
  search: Pick<Search, "fields">,
  values: readonly Json[],
  count: number,
): Ending {
  const shown = search.fields
    .map((field, index) => `${field} = ${JSON.stringify(values[index] ?? null)}`)
    .join(", ");
  return {
    kind: "rejected",
    code: "ambiguous",
    message: `${count} records of ${resource} have ${shown}. Match by a field that names one, or remove the doubles there.`,
    field: "match",
    value: shown,
  };
}
