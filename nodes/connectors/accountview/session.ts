import {
  ConnectorError,
  type OpenConnection,
  type OutgoingRequest,
  type Services,
} from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { maskedSecret, Secret } from "@trasvase/shared/secret.ts";
import type * as z from "zod";
import { openAccessTokens } from "../access-tokens.ts";
import { parseAnswer, shorten } from "../answer.ts";
import { type Answer, call, type Line } from "../call.ts";
import { parseSettings } from "../parse-options.ts";
import { requestTokens } from "../token-request.ts";
import { accountViewSettings } from "./definition.ts";

/** A request without its token. */
export interface AccountViewRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly body?: Json;
}

/** What came back: data, or AccountView's own refusal, which may come with status 200. */
export type AccountViewAnswer =
  | { readonly kind: "data"; readonly status: number; readonly body: Json | undefined }
  | { readonly kind: "refused"; readonly status: number; readonly message: string }
  | { readonly kind: "down"; readonly status: number };

/** A signed-in line to one company. */
export interface AccountViewSession {
  readonly settings: z.output<typeof accountViewSettings>;
  readonly line: Line;
  /** Address of the interface, with a slash at the end. */
  readonly root: string;
  /** Sends a request, renewing the token once when it is refused. Throws CallFailure, AnswerFault, ConnectorError. */
  send(request: AccountViewRequest, signal: AbortSignal): Promise<AccountViewAnswer>;
}

// A relay in front of a desktop program: slow answers are normal.
const timeoutMs = 120_000;
const tokenMarginMs = 60_000;

/** Makes a connection ready. Throws ConnectorError *broken* when settings or secrets are missing. */
export function openSession(connection: OpenConnection, services: Services): AccountViewSession {
  const settings = parseSettings(accountViewSettings, connection.settings);
  const clientSecret = connection.secrets.clientSecret;
  if (clientSecret === undefined || clientSecret.reveal() === "") {
    throw new ConnectorError(
      "broken",
      "secret-missing",
      `The connection "${connection.name}" has no API secret. Enter it.`,
    );
  }
  const root = `${settings.baseUrl.replace(/\/$/, "")}/api/v3/`;
  const line: Line = { services, secrets: Object.values(connection.secrets), timeoutMs };
  const tokens = openAccessTokens({
    tokens: services.tokens,
    now: services.now,
    first: connection.secrets.refreshToken,
    marginMs: tokenMarginMs,
    grant: (refreshToken) =>
      requestTokens(
        { line, system: "AccountView", url: `${root}token`, clientId: settings.clientId, clientSecret },
        refreshToken,
      ),
  });
  const sendOnce = (token: string, request: AccountViewRequest, signal: AbortSignal) =>
    call(
      { ...line, secrets: [...line.secrets, new Secret(token)] },
      {
        method: request.method,
        url: request.url,
        headers: headersOf(settings.company, request),
        credentials: { Authorization: `Bearer ${token}` },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      },
      signal,
    );
  return {
    settings,
    line,
    root,
    async send(request, signal) {
      const token = await tokens.current();
      const answer = await sendOnce(token, request, signal);
      if (answer.status !== 401) return understand(line, answer);
      const again = await sendOnce(await tokens.renew(token), request, signal);
      if (again.status !== 401) return understand(line, again);
      throw new ConnectorError(
        "broken",
        "sign-in",
        "AccountView refuses a token it has just given. Sign in again.",
      );
    },
  };
}

function headersOf(company: string, request: AccountViewRequest): Readonly<Record<string, string>> {
  // The list of companies is asked for without one.
  const chosen: Readonly<Record<string, string>> = request.url.endsWith("/companies")
    ? {}
    : { "x-company": company };
  const common = { Accept: "application/json", ...chosen };
  return request.method === "GET" ? common : { ...common, "Content-Type": "application/json; charset=UTF-8" };
}

/** The request as it leaves, with the token masked. */
export function toOutgoing(session: AccountViewSession, request: AccountViewRequest): OutgoingRequest {
  return {
    method: request.method,
    url: request.url,
    headers: { ...headersOf(session.settings.company, request), Authorization: `Bearer ${maskedSecret}` },
    body: request.body,
  };
}

function understand(line: Line, answer: Answer): AccountViewAnswer {
  // The relay answers for an installation that is offline with an error of its own, often a web page.
  if (answer.status >= 500 && !answer.text.trim().startsWith("{"))
    return { kind: "down", status: answer.status };
  if (answer.status === 404) return { kind: "data", status: 404, body: undefined };
  const body = parseAnswer(answer);
  if (isJsonObject(body) && (isText(body.ErrorType) || isText(body.ErrorMessage))) {
    const said = [body.ErrorMessage, body.ErrorType].find(isText) ?? "";
    return { kind: "refused", status: answer.status, message: shorten(said, line.secrets) };
  }
  if (answer.status === 429 || answer.status === 408 || answer.status >= 500)
    return { kind: "down", status: answer.status };
  if (answer.status < 300) return { kind: "data", status: answer.status, body };
  if (answer.status === 403 || (answer.status === 400 && /company/i.test(answer.text))) {
    throw new ConnectorError(
      "broken",
      "forbidden",
      `AccountView does not let this user work in the company (${answer.status}). Check the company's id and the user's rights.`,
    );
  }
  return { kind: "refused", status: answer.status, message: `status ${answer.status}` };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}
