import { ConnectorError } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { asReadError, messageIn, parseAnswer, retryAfterMs, shorten } from "../answer.ts";
import type { Answer } from "../call.ts";
import { type ThrottleStatus, tooMuch } from "./cost-bucket.ts";
import type { ShopifySession } from "./session.ts";

/** A query with what it is thought to cost. */
export interface GraphQuery {
  readonly query: string;
  readonly variables: JsonObject;
  readonly cost: number;
}

/** What came back, with what it was said to cost. */
export interface GraphAnswer {
  readonly data: JsonObject;
  readonly requestedCost: number | undefined;
  /** The version that was really served. */
  readonly version: string | undefined;
}

/** A query that Shopify would never answer because it asks for too much at once. */
export class QueryTooDear extends ConnectorError {
  constructor() {
    super("rejected", "too-dear", "Shopify refuses a query that asks for too much at once.");
  }
}

/** Being throttled all the same is waited out for so long together; others may be drawing from the bucket too. */
const patienceMs = 30_000;

/** Asks the shop. Throws ConnectorError, and {@link QueryTooDear} when less must be asked for at once. */
export async function ask(
  session: ShopifySession,
  query: GraphQuery,
  signal: AbortSignal,
): Promise<GraphAnswer> {
  try {
    for (let waited = 0; ; ) {
      await session.bucket.take(query.cost, signal);
      const body = { query: query.query, variables: query.variables };
      const answer = await session.send({ method: "POST", url: session.url, body }, signal);
      const understood = await understand(session, answer);
      if (!("throttledMs" in understood)) return understood;
      const waitMs = understood.throttledMs;
      waited += waitMs;
      if (waited > patienceMs) throw tooMuch(waitMs);
      await session.line.services.wait(waitMs, signal);
    }
  } catch (error) {
    throw asReadError(error);
  }
}

async function understand(
  session: ShopifySession,
  answer: Answer,
): Promise<GraphAnswer | { readonly throttledMs: number }> {
  if (answer.status !== 200) throw refusal(session, answer);
  const body = parseAnswer(answer);
  if (!isJsonObject(body)) throw new ConnectorError("transient", "answer", "Shopify's answer holds nothing.");
  const cost = costIn(body);
  if (cost.status) await session.bucket.learn(cost.status);
  const errors = Array.isArray(body.errors) ? (body.errors as readonly Json[]).filter(isJsonObject) : [];
  const codes = errors.map(codeOf);
  if (codes.includes("THROTTLED")) {
    const waitMs = cost.status ? session.bucket.waitFor(cost.requested ?? 0, cost.status) : 1000;
    return { throttledMs: Math.max(waitMs, 250) };
  }
  if (codes.includes("MAX_COST_EXCEEDED")) throw new QueryTooDear();
  if (errors.length > 0 || typeof body.errors === "string") throw errorOf(session, body, codes);
  if (!isJsonObject(body.data))
    throw new ConnectorError("transient", "answer", "Shopify's answer holds no data.");
  return {
    data: body.data,
    requestedCost: cost.requested,
    version: answer.headers.get("x-shopify-api-version") ?? undefined,
  };
}

function codeOf(error: JsonObject): string {
  const { extensions } = error;
  return isJsonObject(extensions) && typeof extensions.code === "string" ? extensions.code : "";
}

function errorOf(session: ShopifySession, body: JsonObject, codes: readonly string[]): ConnectorError {
  const said = shorten(
    Array.isArray(body.errors)
      ? (body.errors as readonly Json[])
          .map((one) => (isJsonObject(one) ? String(one.message) : ""))
          .join("; ")
      : String(body.errors),
    session.line.secrets,
  );
  if (codes.includes("ACCESS_DENIED")) {
    return new ConnectorError(
      "broken",
      "forbidden",
      `Shopify does not allow this: ${said} Give the app the scopes it lacks and install it again.`,
    );
  }
  const passes = codes.some((code) => code === "INTERNAL_SERVER_ERROR" || code === "TIMEOUT");
  return new ConnectorError(
    passes ? "transient" : "rejected",
    codes.find((code) => code !== "") ?? "refused",
    `Shopify refuses to read: ${said}`,
  );
}

function refusal(session: ShopifySession, answer: Answer): ConnectorError {
  const said = messageIn(answer, session.line.secrets);
  const message = `Shopify answered ${answer.status}${said === "" ? "" : `: ${said}`}`;
  const code = String(answer.status);
  switch (answer.status) {
    case 402:
    case 403:
    case 404:
    case 423:
      return new ConnectorError(
        "broken",
        code,
        `${message}. Check the address, whether the shop is open, and the app's scopes.`,
      );
    case 429:
      return tooMuch(retryAfterMs(answer.headers, session.line.services.now()) ?? 2000);
    default:
      return new ConnectorError(
        answer.status >= 500 || answer.status === 408 ? "transient" : "rejected",
        code,
        message,
        retryAfterMs(answer.headers, session.line.services.now()),
      );
  }
}

function costIn(body: JsonObject): {
  readonly requested: number | undefined;
  readonly status: ThrottleStatus | undefined;
} {
  const cost = isJsonObject(body.extensions) ? body.extensions.cost : undefined;
  if (!isJsonObject(cost)) return { requested: undefined, status: undefined };
  const requested = typeof cost.requestedQueryCost === "number" ? cost.requestedQueryCost : undefined;
  const throttle = cost.throttleStatus;
  if (!isJsonObject(throttle)) return { requested, status: undefined };
  const { currentlyAvailable, maximumAvailable, restoreRate } = throttle;
  const isWhole =
    typeof currentlyAvailable === "number" &&
    typeof maximumAvailable === "number" &&
    typeof restoreRate === "number" &&
    restoreRate > 0;
  return { requested, status: isWhole ? { currentlyAvailable, maximumAvailable, restoreRate } : undefined };
}
