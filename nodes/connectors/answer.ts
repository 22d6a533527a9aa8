import { ConnectorError, type WriteResult } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { maskSecrets, type Secret } from "@trasvase/shared/secret.ts";
import { type Answer, CallFailure } from "./call.ts";
import { JsonFault, parseJson } from "./read-json.ts";

/** An answer that should be JSON and is not. */
export class AnswerFault extends Error {
  readonly code: "html" | "truncated" | "not-json";

  constructor(code: "html" | "truncated" | "not-json", message: string) {
    super(message);
    this.name = "AnswerFault";
    this.code = code;
  }
}

/** The JSON of an answer; undefined when the answer is empty. Throws {@link AnswerFault}. */
export function parseAnswer(answer: Answer): Json | undefined {
  const text = answer.text.trim();
  if (text === "") return undefined;
  const host = new URL(answer.url).host;
  if (text.startsWith("<")) {
    throw new AnswerFault(
      "html",
      `${host} answered with a web page instead of data. Check the address, or whether it is out of service.`,
    );
  }
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    if (error.code !== "bad-json")
      throw new AnswerFault("not-json", `The answer of ${host} ${error.message}`);
    if (isCutOff(text, error.message)) {
      throw new AnswerFault("truncated", `The answer of ${host} ends in the middle.`);
    }
    throw new AnswerFault("not-json", `${host} answered with something that is not JSON.`);
  }
}

function isCutOff(text: string, reason: string): boolean {
  const isOpen =
    (text.startsWith("{") && !text.endsWith("}")) || (text.startsWith("[") && !text.endsWith("]"));
  return isOpen || /end of JSON input|Unterminated string/.test(reason);
}

/** How long a system asks to wait: Retry-After in seconds or as a date. Undefined when it does not say. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (value === undefined || value === "") return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** What no answer means for a read. */
export function asReadError(error: unknown): unknown {
  if (error instanceof CallFailure) return new ConnectorError("transient", error.code, error.message);
  if (error instanceof AnswerFault) return new ConnectorError("transient", error.code, error.message);
  return error;
}

/**
 * What no answer means for a write. A create that may have arrived is *unknown*; an update can be repeated, so it is *transient*.
 * Everything that is not about this one call is thrown on.
 */
export function asWriteResult(error: unknown, action: "create" | "update"): WriteResult {
  if (error instanceof CallFailure || error instanceof AnswerFault) {
    const mayHaveArrived = error instanceof AnswerFault || error.sent;
    const kind = mayHaveArrived && action === "create" ? "unknown" : "transient";
    return { kind, code: error.code, message: error.message };
  }
  if (error instanceof ConnectorError && error.kind === "rejected") {
    return { kind: "rejected", code: error.code, message: error.message };
  }
  if (error instanceof ConnectorError && error.kind === "transient") {
    return transientResult(error.code, error.message, error.retryAfterMs);
  }
  throw error;
}

/** A *transient* result with the wait when one is known. */
export function transientResult(code: string, message: string, waitMs: number | undefined): WriteResult {
  return { kind: "transient", code, message, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) };
}

const longestMessage = 300;

/** A text of another system as one short line without secrets. */
export function shorten(text: string, secrets: readonly Secret[]): string {
  const line = maskSecrets(text, secrets).replace(/\s+/g, " ").trim();
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line;
}

const messagePaths = [
  "error.message.value",
  "error.message",
  "message",
  "error_description",
  "detail",
  "title",
  "error",
] as const;

/** What an error body says, found at the places where systems usually put it. */
export function messageIn(answer: Answer, secrets: readonly Secret[]): string {
  const text = answer.text.trim();
  if (text === "" || text.startsWith("<")) return "";
  try {
    return shorten(findMessage(JSON.parse(text)) ?? text, secrets);
  } catch {
    return shorten(text, secrets);
  }
}

function findMessage(body: unknown): string | undefined {
  for (const path of messagePaths) {
    let at: unknown = body;
    for (const part of path.split("."))
      at = isJsonObject(at) && Object.hasOwn(at, part) ? at[part] : undefined;
    if (typeof at === "string" && at !== "") return at;
  }
  const errors = isJsonObject(body) ? body.errors : undefined;
  if (Array.isArray(errors)) {
    const texts = errors.map((error: unknown) => (typeof error === "string" ? error : findMessage(error)));
    return texts.filter((text) => text !== undefined).join("; ") || undefined;
  }
  return undefined;
}
