import {
  ConnectorError,
  type OpenConnection,
  type OutgoingRequest,
  type Services,
} from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { maskedSecret, Secret } from "@trasvase/shared/secret.ts";
import type * as z from "zod";
import { type AccessTokens, openAccessTokens } from "../access-tokens.ts";
import { type Answer, call, type Line } from "../call.ts";
import { parseSettings } from "../parse-options.ts";
import { requestTokens } from "../token-request.ts";
import { exactOnlineSettings } from "./definition.ts";
import { quotaError } from "./refusal.ts";

/** A request below the division's address, without its token. */
export interface ExactRequest {
  readonly method: "GET" | "POST" | "PUT";
  /** Absolute. */
  readonly url: string;
  readonly body?: Json;
}

/** A signed-in line to one administration. */
export interface ExactSession {
  readonly settings: z.output<typeof exactOnlineSettings>;
  readonly line: Line;
  /** Address of the division's services, with a slash at the end. */
  readonly root: string;
  /** Sends a request, renewing the token once when it is refused. Throws CallFailure and ConnectorError; 429 is *transient* with its wait. */
  send(request: ExactRequest, signal: AbortSignal): Promise<Answer>;
}

const timeoutMs = 60_000;
// A token must still be good when Exact Online's inner servers see the call; it cannot be renewed earlier than 30 s before its end.
const tokenMarginMs = 20_000;

/** Makes a connection ready. Throws ConnectorError *broken* when settings or secrets are missing. */
export function openSession(connection: OpenConnection, services: Services): ExactSession {
  const settings = parseSettings(exactOnlineSettings, connection.settings);
  const clientSecret = connection.secrets.clientSecret;
  if (clientSecret === undefined || clientSecret.reveal() === "") {
    throw new ConnectorError(
      "broken",
      "secret-missing",
      `The connection "${connection.name}" has no client secret. Enter it.`,
    );
  }
  const base = settings.baseUrl.replace(/\/$/, "");
  const line: Line = { services, secrets: Object.values(connection.secrets), timeoutMs };
  const tokens = openAccessTokens({
    tokens: services.tokens,
    now: services.now,
    first: connection.secrets.refreshToken,
    marginMs: tokenMarginMs,
    grant: (refreshToken) =>
      requestTokens(
        {
          line,
          system: "Exact Online",
          url: `${base}/api/oauth2/token`,
          clientId: settings.clientId,
          clientSecret,
          judge: judgeTooEarly,
        },
        refreshToken,
      ),
  });
  return {
    settings,
    line,
    root: `${base}/api/v1/${settings.division}/`,
    send: (request, signal) => send(line, tokens, request, signal),
  };
}

// "access_token not expired": the token in hand stays good, so nothing is broken.
function judgeTooEarly(answer: Answer): ConnectorError | undefined {
  const body = readBody(answer.text);
  const isTooEarly =
    body?.error === "access_denied" && /not expired/i.test(String(body.error_description ?? ""));
  const reason = answer.headers.get("reason") ?? "";
  if (!isTooEarly && !/TooEarlyToRefresh|not expired/i.test(reason)) return undefined;
  return new ConnectorError(
    "transient",
    "token-too-early",
    "Exact Online refused a token and does not renew it before its time. It is tried again.",
    30_000,
  );
}

function readBody(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isJsonObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

async function send(
  line: Line,
  tokens: AccessTokens,
  request: ExactRequest,
  signal: AbortSignal,
): Promise<Answer> {
  let token = await tokens.current();
  let answer = await sendOnce(line, token, request, signal);
  if (answer.status === 401) {
    token = await tokens.renew(token);
    answer = await sendOnce(line, token, request, signal);
    if (answer.status === 401) {
      throw new ConnectorError(
        "broken",
        "sign-in",
        "Exact Online refuses a token it has just given. Sign in again.",
      );
    }
  }
  if (answer.status === 429) throw quotaError(answer, line.services.now());
  return answer;
}

function sendOnce(line: Line, token: string, request: ExactRequest, signal: AbortSignal): Promise<Answer> {
  return call(
    { ...line, secrets: [...line.secrets, new Secret(token)] },
    {
      method: request.method,
      url: request.url,
      headers: headersOf(request),
      credentials: { Authorization: `Bearer ${token}` },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    },
    signal,
  );
}

function headersOf(request: ExactRequest): Readonly<Record<string, string>> {
  if (request.method === "GET") return { Accept: "application/json" };
  const prefer = request.method === "POST" ? { Prefer: "return=representation" } : {};
  return { Accept: "application/json", "Content-Type": "application/json", ...prefer };
}

/** The request as it leaves, with the token masked. */
export function toOutgoing(request: ExactRequest): OutgoingRequest {
  return {
    method: request.method,
    url: request.url,
    headers: { ...headersOf(request), Authorization: `Bearer ${maskedSecret}` },
    body: request.body,
  };
}
