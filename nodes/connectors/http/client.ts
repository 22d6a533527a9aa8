import {
  type CheckStage,
  type Connector,
  ConnectorError,
  type FindRequest,
  type FoundRecord,
  type ReadBatch,
  type Reader,
  type ReadRequest,
} from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { asReadError, messageIn, parseAnswer, retryAfterMs } from "../answer.ts";
import type { Answer } from "../call.ts";
import { parseOptions } from "../parse-options.ts";
import { readPath } from "../read-path.ts";
import { describeWrite, openRecordWriter } from "../record-writer.ts";
import { type HttpAccess, openAccess } from "./access.ts";
import { httpDefinition, httpFindOptions, httpReadOptions } from "./definition.ts";
import { firstPage, nextPage } from "./paging.ts";
import { HttpPeriod } from "./period.ts";
import { fillBody, type PreparedRequest, resolveUrl } from "./request.ts";
import { httpSignIn } from "./sign-in.ts";
import { fillTemplate } from "./template.ts";
import { httpWriting } from "./writer.ts";

/** Any system with a JSON interface over HTTP. */
export const httpConnector: Connector = {
  definition: httpDefinition,
  async openReader(connection, services) {
    return openReader(openAccess(connection, services));
  },
  async openWriter(connection, services) {
    return openRecordWriter(httpWriting(openAccess(connection, services)));
  },
  signIn: httpSignIn,
};

function openReader(access: HttpAccess): Reader {
  return {
    check: (signal) => check(access, signal),
    read: (request) => read(access, request),
    find: (request) => find(access, request),
    describe: (intent) => describeWrite(httpWriting(access), intent),
    placeholders: (resource) => (resource === "records" ? { id: "(assigned)" } : {}),
    async close() {},
  };
}

async function check(access: HttpAccess, signal: AbortSignal): Promise<readonly CheckStage[]> {
  const request = {
    method: "GET",
    url: access.base,
    headers: { ...access.settings.headers, Accept: "application/json" },
    body: undefined,
  };
  try {
    const answer = await access.send(request, signal);
    const reachable: CheckStage = { stage: "reachable", ok: true, message: `${access.base.host} answers.` };
    if (answer.status !== 401 && answer.status !== 403) return [reachable];
    return [reachable, { stage: "signed-in", ok: false, message: signInRefused(access, answer) }];
  } catch (error) {
    const failure = asReadError(error);
    if (!(failure instanceof ConnectorError)) throw failure;
    return [{ stage: "reachable", ok: false, message: `${failure.message} Check the base address.` }];
  }
}

function signInRefused(access: HttpAccess, answer: Answer): string {
  const said = messageIn(answer, access.line.secrets);
  return `${access.base.host} refuses the sign-in (${answer.status}${said === "" ? "" : `: ${said}`}). Check the secrets of the connection.`;
}

/** Sends a request that reads. Throws ConnectorError for every answer that is not 2xx, but answers undefined for 404 when asked to. */
async function ask(access: HttpAccess, request: PreparedRequest, signal: AbortSignal): Promise<Answer> {
  try {
    const answer = await access.send(request, signal);
    if (answer.status < 400 || answer.status === 404) return answer;
    throw readRefusal(access, answer);
  } catch (error) {
    throw asReadError(error);
  }
}

function readRefusal(access: HttpAccess, answer: Answer): ConnectorError {
  const said = messageIn(answer, access.line.secrets);
  const message = `${access.base.host} answered ${answer.status}${said === "" ? "" : `: ${said}`}`;
  if (answer.status === 401 || answer.status === 403)
    return new ConnectorError("broken", "sign-in", signInRefused(access, answer));
  if (answer.status === 429 || answer.status === 408 || answer.status >= 500) {
    return new ConnectorError(
      "transient",
      String(answer.status),
      message,
      retryAfterMs(answer.headers, access.line.services.now()),
    );
  }
  return new ConnectorError(
    "rejected",
    String(answer.status),
    `${message}. Check the path and the query of the step.`,
  );
}

function parse(answer: Answer): Json | undefined {
  try {
    return parseAnswer(answer);
  } catch (error) {
    throw asReadError(error);
  }
}

function listAt(body: Json | undefined, path: string, what: string): readonly Json[] {
  const found = readPath(body, path);
  if (Array.isArray(found)) return found as readonly Json[];
  if (isJsonObject(found)) return [found];
  if (found === undefined || found === null) {
    if (path === "" || body === undefined) return [];
    throw new ConnectorError(
      "rejected",
      "no-records",
      `The answer has nothing at "${path}". Correct where ${what} are.`,
    );
  }
  throw new ConnectorError(
    "rejected",
    "no-records",
    `What the answer has at "${path}" is not a list. Correct where ${what} are.`,
  );
}

async function* read(access: HttpAccess, request: ReadRequest): AsyncGenerator<ReadBatch> {
  const options = parseOptions(httpReadOptions, request.options);
  const period = new HttpPeriod(options.changedField, request, access.line.services.now());
  const start = firstPage(resolveUrl(access, fillTemplate(options.path, new Map())), options);
  if (period.from !== undefined && options.sinceParameter !== "") {
    start.searchParams.set(options.sinceParameter, period.from);
  }
  let url: URL | undefined = start;
  let count = 0;
  let before: string | undefined;
  for (let number = 0; url !== undefined; number++) {
    if (number >= options.maxPages) {
      throw new ConnectorError(
        "rejected",
        "too-many-pages",
        `There are more than ${options.maxPages} pages. Raise "Most pages" if that is right.`,
      );
    }
    const answer = await ask(access, pageRequest(access, options, url), request.signal);
    if (answer.status === 404) throw readRefusal(access, answer);
    const body = parse(answer);
    const found = listAt(body, options.records, "the records");
    // Some systems give their last page for ever; the same page twice is the end, or a loop.
    if (found.length > 0 && answer.text === before) {
      yield { records: [], cursor: request.limit === undefined ? period.cursor() : undefined };
      return;
    }
    before = answer.text;
    const left = (request.limit ?? Number.POSITIVE_INFINITY) - count;
    const taken = found.slice(0, Math.max(0, left));
    count += taken.length;
    const records = taken.filter((data) => period.takes(data)).map((data) => ({ data }));
    if (request.limit !== undefined && count >= request.limit) {
      yield { records, cursor: undefined };
      return;
    }
    const next: URL | undefined = nextPage(
      { number, url, body, headers: answer.headers, count: found.length },
      options,
      count,
    );
    url = next?.href === url.href ? undefined : next;
    // Pages come in any order: only after the last one is everything up to the latest change behind us.
    yield { records, cursor: url === undefined && request.limit === undefined ? period.cursor() : undefined };
  }
}

function pageRequest(
  access: HttpAccess,
  options: ReturnType<typeof httpReadOptions.parse>,
  url: URL,
): PreparedRequest {
  const body = options.method === "POST" ? (options.body ?? {}) : undefined;
  const type = body === undefined ? {} : { "Content-Type": "application/json" };
  return {
    method: options.method,
    url,
    headers: { ...access.settings.headers, Accept: "application/json", ...type },
    body,
  };
}

async function find(access: HttpAccess, request: FindRequest): Promise<readonly (readonly FoundRecord[])[]> {
  const options = parseOptions(httpFindOptions.loose(), request.options);
  if (options.findPath === "") {
    throw new ConnectorError(
      "rejected",
      "no-find",
      'This step does not say how to find a record ("Find with"). Fill it in.',
    );
  }
  if (options.findMethod !== "GET" && !options.onlyReads) {
    throw new ConnectorError(
      "rejected",
      "not-only-reads",
      'Finding with POST needs the tick "This request only reads".',
    );
  }
  const found: (readonly FoundRecord[])[] = [];
  for (const values of request.values) {
    const names = namedValues(request.fields, values);
    const body = options.findMethod === "POST" ? fillBody(options.findBody ?? {}, names) : undefined;
    const type = body === undefined ? {} : { "Content-Type": "application/json" };
    const url = resolveUrl(access, fillTemplate(options.findPath, names));
    const headers = { ...access.settings.headers, Accept: "application/json", ...type };
    const answer = await ask(access, { method: options.findMethod, url, headers, body }, request.signal);
    const records =
      answer.status === 404 ? [] : listAt(parse(answer), options.findRecords, "the found records");
    found.push(
      records
        .filter((record) => matches(record, request.fields, values))
        .map((record) => toFound(record, options.idField)),
    );
  }
  return found;
}

function namedValues(fields: readonly string[], values: readonly Json[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  fields.forEach((field, index) => {
    const value = values[index];
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      throw new ConnectorError(
        "rejected",
        "match-value",
        `The value to find "${field}" by is no text or number.`,
      );
    }
    names.set(field, String(value));
    if (fields.length === 1) names.set("value", String(value));
  });
  return names;
}

// A search may also bring what is only similar; a record that carries the field must carry the value.
function matches(record: Json, fields: readonly string[], values: readonly Json[]): boolean {
  return fields.every((field, index) => {
    const has = readPath(record, field);
    return has === undefined || String(has).toLowerCase() === String(values[index]).toLowerCase();
  });
}

function toFound(record: Json, idField: string): FoundRecord {
  const id = readPath(record, idField);
  if (!isJsonObject(record) || (typeof id !== "string" && typeof id !== "number")) {
    throw new ConnectorError(
      "rejected",
      "no-id",
      `A found record has no id at "${idField}". Correct where a record's id is.`,
    );
  }
  return { id: String(id), data: record };
}
