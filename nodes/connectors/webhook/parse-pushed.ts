import { isUtf8 } from "node:buffer";
import type { RawRecord } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { parseOptions } from "../parse-options.ts";
import { JsonFault, parseJson } from "../read-json.ts";
import { readPath } from "../read-path.ts";
import { webhookReadOptions } from "./definition.ts";

/** Limits of one pushed body; the route enforces `maxBytes` while receiving, this once more. */
export interface PushLimits {
  readonly maxBytes: number;
  readonly maxRecords: number;
}

export const defaultPushLimits: PushLimits = { maxBytes: 10 * 1024 * 1024, maxRecords: 10_000 };

/** A body that is refused as a whole, with the HTTP status that says so. Its message is for the sender. */
export class PushFault extends Error {
  readonly status: 400 | 413 | 415;
  readonly code: string;

  constructor(status: 400 | 413 | 415, code: string, message: string) {
    super(message);
    this.name = "PushFault";
    this.status = status;
    this.code = code;
  }
}

/**
 * The records in a pushed body. JSON: one record, or one per element of a list (at the path that `options.records` names). NDJSON: one
 * per line. All or nothing: throws {@link PushFault} when any of them cannot be taken, so that the sender can repeat the whole.
 */
export function parsePushed(
  body: Uint8Array,
  contentType: string,
  options: JsonObject,
  limits: PushLimits = defaultPushLimits,
): readonly RawRecord[] {
  if (body.byteLength > limits.maxBytes) {
    throw new PushFault(
      413,
      "too-large",
      `The body has ${body.byteLength} bytes; at most ${limits.maxBytes} are accepted.`,
    );
  }
  const text = decode(body, contentType);
  const values = isNdjson(contentType) ? parseLines(text) : parseDocument(text, options);
  if (values.length === 0) throw new PushFault(400, "empty", "The body holds no record.");
  if (values.length > limits.maxRecords) {
    throw new PushFault(
      413,
      "too-many",
      `The body holds ${values.length} records; at most ${limits.maxRecords} are accepted at once.`,
    );
  }
  return values.map((data) => ({ data }));
}

function mediaType(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}

function isNdjson(contentType: string): boolean {
  return [
    "application/x-ndjson",
    "application/ndjson",
    "application/jsonl",
    "application/x-jsonlines",
  ].includes(mediaType(contentType));
}

function decode(body: Uint8Array, contentType: string): string {
  const type = mediaType(contentType);
  if (type !== "application/json" && !type.endsWith("+json") && !isNdjson(contentType)) {
    throw new PushFault(
      415,
      "content-type",
      "Send JSON (Content-Type: application/json) or NDJSON (application/x-ndjson).",
    );
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (!isUtf8(bytes)) throw new PushFault(400, "encoding", "The body is not UTF-8.");
  const text = bytes.toString("utf8");
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function parseLines(text: string): readonly Json[] {
  return text
    .split("\n")
    .map((line, index) => ({ line: line.trim(), place: `Line ${index + 1}` }))
    .filter(({ line }) => line !== "")
    .map(({ line, place }) => parse(line, place));
}

function parseDocument(text: string, options: JsonObject): readonly Json[] {
  const { records } = parseOptions(webhookReadOptions, options);
  const value = parse(text, "The body");
  const found = records === "" ? value : readPath(value, records);
  if (found === undefined) throw new PushFault(400, "no-records", `The body has nothing at "${records}".`);
  const list = Array.isArray(found) ? (found as readonly Json[]) : [found];
  const odd = list.findIndex((element) => !isJsonObject(element));
  if (odd >= 0)
    throw new PushFault(400, "not-an-object", `Record ${odd + 1} of the body is not a JSON object.`);
  return list;
}

function parse(text: string, place: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonFault) throw new PushFault(400, error.code, `${place} ${error.message}`);
    throw error;
  }
}
