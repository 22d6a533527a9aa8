import { ConnectorError, type WriteIntent, type WriteResult } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { messageIn, parseAnswer, retryAfterMs, transientResult } from "../answer.ts";
import type { Answer } from "../call.ts";
import { parseOptions } from "../parse-options.ts";
import { readPath } from "../read-path.ts";
import type { RecordWriting } from "../record-writer.ts";
import type { HttpAccess } from "./access.ts";
import { httpWriteOptions } from "./definition.ts";
import { type PreparedRequest, prepareWrite } from "./request.ts";

/** How records are written: one request each. */
export function httpWriting(access: HttpAccess): RecordWriting<PreparedRequest> {
  return {
    prepare: (intent) => prepareWrite(access, intent),
    outgoing: access.outgoing,
    async carryOut(intent, request, signal) {
      return judge(access, intent, await access.send(request, signal));
    },
  };
}

function judge(access: HttpAccess, intent: WriteIntent, answer: Answer): WriteResult {
  if (answer.status < 300) return written(intent, answer);
  const host = access.base.host;
  const said = messageIn(answer, access.line.secrets);
  const message = `${host} answered ${answer.status}${said === "" ? "" : `: ${said}`}`;
  const code = String(answer.status);
  if (answer.status === 401) {
    throw new ConnectorError(
      "broken",
      "sign-in",
      `${host} refuses the sign-in (401${said === "" ? "" : `: ${said}`}). Check the secrets of the connection.`,
    );
  }
  if (answer.status === 429 || answer.status === 503 || answer.status === 408) {
    return transientResult(code, message, retryAfterMs(answer.headers, access.line.services.now()));
  }
  if (answer.status === 404 && intent.action === "update") {
    return {
      kind: "rejected",
      code: "gone",
      message: `${message}. The record to update is no longer there.`,
    };
  }
  if (answer.status < 500) return { kind: "rejected", code, message };
  // A system that failed half way may have carried a create out all the same.
  return intent.action === "create"
    ? { kind: "unknown", code, message }
    : transientResult(code, message, undefined);
}

function written(intent: WriteIntent, answer: Answer): WriteResult {
  const options = parseOptions(httpWriteOptions, intent.options);
  const record = readPath(parseAnswer(answer), options.answerPath);
  const data = isJsonObject(record) ? record : {};
  const id =
    asId(readPath(data, options.idField)) ??
    intent.target?.id ??
    lastSegment(answer.headers.get("location")) ??
    asId(readPath(intent.data, options.idField)) ??
    "";
  return { kind: "written", id, data };
}

function asId(value: Json | undefined): string | undefined {
  return (typeof value === "string" && value !== "") || typeof value === "number" ? String(value) : undefined;
}

function lastSegment(location: string | null): string | undefined {
  const segment = location
    ?.split(/[?#]/)[0]
    ?.split("/")
    .filter((part) => part !== "")
    .at(-1);
  return segment === undefined ? undefined : decodeURIComponent(segment);
}
