import { ConnectorError, type OpenConnection, type Services } from "@trasvase/shared/connector.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import type * as z from "zod";
import type { Answer, Line } from "../call.ts";
import { parseSettings } from "../parse-options.ts";
import {
  openRotatingTokens,
  openSignedLine,
  requireSecret,
  type SignedLine,
  type SignedRequest,
} from "../signed-line.ts";
import type { TokenEndpoint } from "../token-request.ts";
import { type ExactUse, openExactBudget } from "./budget.ts";
import { exactOnlineSettings } from "./definition.ts";
import { quotaError } from "./refusal.ts";

/** A signed-in line to one administration. Of its sending, 429 is *transient* with its wait. */
export interface ExactSession extends SignedLine {
  readonly settings: z.output<typeof exactOnlineSettings>;
  /** Address of the division's services, with a slash at the end. */
  readonly root: string;
}

const timeoutMs = 60_000;
// A token must still be good when Exact Online's inner servers see the call; it cannot be renewed earlier than 30 s before its end.
const tokenMarginMs = 20_000;

/** Makes a connection ready. Throws ConnectorError *broken* when settings or secrets are missing. */
export function openSession(connection: OpenConnection, services: Services, use: ExactUse): ExactSession {
  const settings = parseSettings(exactOnlineSettings, connection.settings);
  const root = `${settings.baseUrl.replace(/\/$/, "")}/api/v1/${settings.division}/`;
  const line: Line = { services, secrets: Object.values(connection.secrets), timeoutMs };
  const endpoint = tokenEndpoint(connection, line, settings);
  const watch = openExactBudget(connection.settings, services, root, use);
  const signed = openSignedLine({
    system: "Exact Online",
    line,
    ...(watch ? { watch } : {}),
    headersOf,
    tokens: openRotatingTokens({
      services,
      endpoint,
      first: connection.secrets.refreshToken,
      marginMs: tokenMarginMs,
    }),
  });
  return {
    ...signed,
    settings,
    root,
    async send(request, signal) {
      const answer = await signed.send(request, signal);
      if (answer.status === 429) throw quotaError(answer, services.now());
      return answer;
    },
  };
}

/** Where tokens come from. Throws ConnectorError *broken* when settings or secrets are missing. */
export function tokenEndpoint(
  connection: OpenConnection,
  line: Line,
  settings: z.output<typeof exactOnlineSettings>,
): TokenEndpoint {
  return {
    line,
    system: "Exact Online",
    url: `${settings.baseUrl.replace(/\/$/, "")}/api/oauth2/token`,
    clientId: settings.clientId,
    clientSecret: requireSecret(connection, "clientSecret", "client secret"),
    judge: judgeTooEarly,
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

function headersOf(request: SignedRequest): Readonly<Record<string, string>> {
  if (request.method === "GET") return { Accept: "application/json" };
  const prefer = request.method === "POST" ? { Prefer: "return=representation" } : {};
  return { Accept: "application/json", "Content-Type": "application/json", ...prefer };
}
