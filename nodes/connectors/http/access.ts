import {
  ConnectorError,
  type OpenConnection,
  type OutgoingRequest,
  type Services,
} from "@trasvase/shared/connector.ts";
import { maskedSecret, type Secret } from "@trasvase/shared/secret.ts";
import type * as z from "zod";
import { openAccessTokens } from "../access-tokens.ts";
import { type Answer, call, type Line } from "../call.ts";
import { parseSettings } from "../parse-options.ts";
import { chainOf, openRotatingTokens, openSignedLine, requireSecret } from "../signed-line.ts";
import { requestTokens, type TokenEndpoint } from "../token-request.ts";
import { httpSettings } from "./definition.ts";
import type { PreparedRequest } from "./request.ts";

export type HttpSettings = z.output<typeof httpSettings>;

/** A connection's settings, and how requests leave with its sign-in. */
export interface HttpAccess {
  readonly settings: HttpSettings;
  readonly base: URL;
  readonly line: Line;
  /** Sends a request with its sign-in. Throws CallFailure and ConnectorError. */
  send(request: PreparedRequest, signal: AbortSignal): Promise<Answer>;
  /** The request as it would leave, secrets masked. */
  outgoing(request: PreparedRequest): OutgoingRequest;
}

/** What a sign-in adds to a request, or a mask in its place. */
interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

type Sign = (masked: boolean) => Credentials;

const tokenMarginMs = 30_000;

/** Makes a connection ready. Throws ConnectorError *broken* when a setting is wrong or the chosen sign-in lacks its secret. */
export function openAccess(connection: OpenConnection, services: Services): HttpAccess {
  const settings = parseSettings(httpSettings, connection.settings);
  const line: Line = {
    services,
    secrets: Object.values(connection.secrets),
    timeoutMs: settings.timeoutSeconds * 1000,
  };
  const base = { settings, base: new URL(settings.baseUrl), line };
  if (settings.auth === "oauth2-client" || settings.auth === "oauth2-code")
    return { ...base, ...signedByTokens(connection, line, settings) };
  const sign = signWith(connection, settings);
  return {
    ...base,
    send: (request, signal) => call(line, toCall(request, sign(false)), signal),
    outgoing: (request) => toOutgoing(request, sign(true)),
  };
}

function signWith(connection: OpenConnection, settings: HttpSettings): Sign {
  switch (settings.auth) {
    case "basic": {
      const password = requireSecret(connection, "password", "password");
      return (masked) => {
        const pair = Buffer.from(`${settings.username}:${password.reveal()}`).toString("base64");
        return { headers: { Authorization: `Basic ${masked ? maskedSecret : pair}` }, query: {} };
      };
    }
    case "bearer": {
      const token = requireSecret(connection, "token", "bearer token");
      return (masked) => ({
        headers: { Authorization: `Bearer ${masked ? maskedSecret : token.reveal()}` },
        query: {},
      });
    }
    case "api-key": {
      const key = requireSecret(connection, "apiKey", "API key");
      return (masked) => {
        const named = { [settings.keyName]: masked ? maskedSecret : key.reveal() };
        return settings.keyIn === "header" ? { headers: named, query: {} } : { headers: {}, query: named };
      };
    }
    default:
      return () => ({ headers: {}, query: {} });
  }
}

/** Where tokens come from. Throws ConnectorError *broken* when a setting or secret is missing. */
export function tokenEndpoint(connection: OpenConnection, line: Line, settings: HttpSettings): TokenEndpoint {
  if (settings.tokenUrl === "" || settings.clientId === "") {
    throw new ConnectorError(
      "broken",
      "settings",
      `The connection "${connection.name}" does not say where tokens come from, or for which client. Fill in its sign-in.`,
    );
  }
  return {
    line,
    system: new URL(settings.tokenUrl).host,
    url: settings.tokenUrl,
    clientId: settings.clientId,
    clientSecret: requireSecret(connection, "clientSecret", "client secret"),
    credentialsIn: settings.clientIn,
  };
}

function signedByTokens(
  connection: OpenConnection,
  line: Line,
  settings: HttpSettings,
): Pick<HttpAccess, "send" | "outgoing"> {
  const endpoint = tokenEndpoint(connection, line, settings);
  const { services } = line;
  const first: Secret | undefined = undefined;
  const scope = settings.scope === "" ? {} : { scope: settings.scope };
  const tokens =
    settings.auth === "oauth2-code"
      ? openRotatingTokens({ services, endpoint, first, marginMs: tokenMarginMs })
      : openAccessTokens({
          tokens: services.tokens,
          now: services.now,
          chain: [...chainOf(endpoint), settings.scope],
          marginMs: tokenMarginMs,
          grant: () => requestTokens(endpoint, { grant_type: "client_credentials", ...scope }),
        });
  const headers = new WeakMap<object, Readonly<Record<string, string>>>();
  const signed = openSignedLine({
    system: new URL(settings.baseUrl).host,
    line,
    tokens,
    headersOf: (request) => headers.get(request) ?? {},
  });
  const asSigned = (request: PreparedRequest) => {
    const { body, method, url } = request;
    const plain = { method, url: url.href, ...(body === undefined ? {} : { body }) };
    headers.set(plain, request.headers);
    return plain;
  };
  return {
    send: (request, signal) => signed.send(asSigned(request), signal),
    outgoing: (request) => signed.outgoing(asSigned(request)),
  };
}

function toCall(request: PreparedRequest, { headers, query }: Credentials) {
  return {
    method: request.method,
    url: withQuery(request.url, query).href,
    headers: request.headers,
    credentials: headers,
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  };
}

function toOutgoing(request: PreparedRequest, { headers, query }: Credentials): OutgoingRequest {
  const url =
    Object.keys(query).length === 0 ? request.url.href : decodeMask(withQuery(request.url, query).href);
  return { method: request.method, url, headers: { ...request.headers, ...headers }, body: request.body };
}

function decodeMask(url: string): string {
  return url.replaceAll(encodeURIComponent(maskedSecret), maskedSecret);
}

function withQuery(url: URL, query: Readonly<Record<string, string>>): URL {
  const full = new URL(url);
  for (const [name, value] of Object.entries(query)) full.searchParams.set(name, value);
  return full;
}
