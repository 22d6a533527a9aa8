import { ConnectorError, type OpenConnection, type Services } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import type * as z from "zod";
import { parseAnswer, shorten } from "../answer.ts";
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
import { accountViewSettings } from "./definition.ts";
import { Dictionary } from "./dictionary.ts";
import type { AccountViewResource } from "./field.ts";

/** What came back: data, or AccountView's own refusal, which may come with status 200. */
export type AccountViewAnswer =
  | { readonly kind: "data"; readonly status: number; readonly body: Json | undefined }
  | { readonly kind: "refused"; readonly status: number; readonly message: string }
  | { readonly kind: "down"; readonly status: number };

/** A signed-in line to one company. */
export interface AccountViewSession extends Pick<SignedLine, "outgoing"> {
  readonly settings: z.output<typeof accountViewSettings>;
  /** Address of the interface, with a slash at the end. */
  readonly root: string;
  readonly now: () => number;
  /** What the installation says about its own tables. */
  readonly dictionary: Dictionary;
  /** Business objects that steps named, by code and key. */
  readonly objects: Map<string, AccountViewResource>;
  /** Sends a request, renewing the token once when it is refused. Throws CallFailure, AnswerFault, ConnectorError. */
  ask(request: SignedRequest, signal: AbortSignal): Promise<AccountViewAnswer>;
}

// A relay in front of a desktop program: slow answers are normal.
const timeoutMs = 120_000;
const tokenMarginMs = 60_000;

/** Makes a connection ready. Throws ConnectorError *broken* when settings or secrets are missing. */
export function openSession(connection: OpenConnection, services: Services): AccountViewSession {
  const settings = parseSettings(accountViewSettings, connection.settings);
  const root = `${settings.baseUrl.replace(/\/$/, "")}/api/v3/`;
  const line: Line = { services, secrets: Object.values(connection.secrets), timeoutMs };
  const endpoint = tokenEndpoint(connection, line, settings);
  const first = connection.secrets.refreshToken;
  const signed = openSignedLine({
    system: "AccountView",
    line,
    headersOf: (request) => headersOf(settings.company, request),
    tokens: openRotatingTokens({ services, endpoint, first, marginMs: tokenMarginMs }),
  });
  const session: AccountViewSession = {
    settings,
    root,
    now: services.now,
    outgoing: signed.outgoing,
    objects: new Map(),
    get dictionary() {
      return dictionary;
    },
    ask: async (request, signal) => understand(line, await signed.send(request, signal)),
  };
  const dictionary = new Dictionary(session);
  return session;
}

/** Where tokens come from. Throws ConnectorError *broken* when a secret is missing. */
export function tokenEndpoint(
  connection: OpenConnection,
  line: Line,
  settings: z.output<typeof accountViewSettings>,
): TokenEndpoint {
  return {
    line,
    system: "AccountView",
    url: `${settings.baseUrl.replace(/\/$/, "")}/api/v3/token`,
    clientId: settings.clientId,
    clientSecret: requireSecret(connection, "clientSecret", "API secret"),
  };
}

function headersOf(company: string, request: SignedRequest): Readonly<Record<string, string>> {
  // The list of companies is asked for without one.
  const chosen: Readonly<Record<string, string>> = request.url.endsWith("/companies")
    ? {}
    : { "x-company": company };
  const common = { Accept: "application/json", ...chosen };
  return request.method === "GET" ? common : { ...common, "Content-Type": "application/json; charset=UTF-8" };
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
