import { ConnectorError, type WriteResult } from "@trasvase/shared/connector.ts";
import { quotaCode } from "@trasvase/shared/quota.ts";
import { messageIn, retryAfterMs, transientResult } from "../answer.ts";
import type { Answer, Line } from "../call.ts";

// What the header Reason says when the whole connection is refused, not this one record.
const brokenReasons =
  /BlockedUser|InactiveUser|BlockedCustomer|LicenseExpired|DivisionBlocked|NoDivisionAccess/;

/** A full quota all the same, with the wait until it is refilled. Only the family of headers of the exhausted quota comes along. */
export function quotaError(answer: Answer, now: number): ConnectorError {
  const minutely = Number(answer.headers.get("x-ratelimit-minutely-reset") ?? Number.NaN);
  const daily = Number(answer.headers.get("x-ratelimit-reset") ?? Number.NaN);
  const reset = Number.isFinite(minutely) ? minutely : daily;
  const waitMs = Number.isFinite(reset)
    ? Math.max(1000, reset - now + 1000)
    : (retryAfterMs(answer.headers, now) ?? 60_000);
  const which = Number.isFinite(minutely) ? "this minute" : Number.isFinite(daily) ? "today" : "the moment";
  return new ConnectorError(
    "transient",
    quotaCode,
    `Exact Online's calls for ${which} are used up. It goes on by itself.`,
    waitMs,
  );
}

function isJsonBody(answer: Answer): boolean {
  return answer.text.trim().startsWith("{");
}

/** Whether a 500 carries a business message: then it is a refusal of this record, and repeating it would bring the same. */
function isBusinessError(answer: Answer, said: string): boolean {
  return answer.status === 500 && isJsonBody(answer) && said !== "" && !/a problem has occurred/i.test(said);
}

function brokenBy(answer: Answer, said: string): ConnectorError | undefined {
  if (answer.status !== 403) return undefined;
  const reason = answer.headers.get("reason") ?? "";
  if (!brokenReasons.test(reason) && !said.startsWith("Forbidden")) return undefined;
  const why = said === "" ? reason : said;
  return new ConnectorError(
    "broken",
    "forbidden",
    `Exact Online does not allow this: ${why}. Check the administration, the user's rights and the app's scopes.`,
  );
}

/** What an answer that is not 2xx means for a read. */
export function readRefusal(line: Line, answer: Answer, what: string): ConnectorError {
  const said = messageIn(answer, line.secrets);
  const broken = brokenBy(answer, said);
  if (broken) return broken;
  const message = `Exact Online refuses to read ${what} (${answer.status}${said === "" ? "" : `: ${said}`}).`;
  if (answer.status === 408 || (answer.status >= 500 && !isBusinessError(answer, said))) {
    return new ConnectorError("transient", String(answer.status), message);
  }
  return new ConnectorError(answer.status === 403 ? "broken" : "rejected", String(answer.status), message);
}

/** What an answer that is not 2xx means for a write. Throws ConnectorError when the connection itself is refused. */
export function writeRefusal(line: Line, answer: Answer, action: "create" | "update"): WriteResult {
  const said = messageIn(answer, line.secrets);
  const broken = brokenBy(answer, said);
  if (broken) throw broken;
  const code = String(answer.status);
  const message = `Exact Online refuses this record (${answer.status}${said === "" ? "" : `: ${said}`}).`;
  if (isBusinessError(answer, said)) {
    return { kind: "rejected", code: "refused", message: `Exact Online refuses this record: ${said}` };
  }
  if (answer.status === 404 && action === "update") return { kind: "rejected", code: "gone", message };
  if (answer.status < 500 && answer.status !== 408) return { kind: "rejected", code, message };
  if (answer.status === 503 || action === "update") {
    return transientResult(
      code,
      `Exact Online is out of service for a moment (${answer.status}).`,
      undefined,
    );
  }
  return {
    kind: "unknown",
    code,
    message: `Exact Online failed while creating the record (${answer.status}); whether it is there is looked up.`,
  };
}
