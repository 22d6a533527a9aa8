import { createHash } from "node:crypto";
import {
  ConnectorError,
  type OpenConnection,
  type OutgoingRequest,
  type WriteIntent,
} from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { maskedSecret, type Secret } from "@trasvase/shared/secret.ts";
import type * as z from "zod";
import type { Call } from "../call.ts";
import { parseOptions, parseSettings } from "../parse-options.ts";
import { httpSettings, httpWriteOptions } from "./definition.ts";
import { fillTemplate } from "./template.ts";

/** A request without its credentials. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
}

/** A connection's settings and credentials. */
export interface HttpAccess {
  readonly settings: z.output<typeof httpSettings>;
  readonly base: URL;
  readonly secrets: readonly Secret[];
  /** Adds credentials, or a mask in their place. */
  credentials(masked: boolean): {
    readonly headers: Readonly<Record<string, string>>;
    readonly query: Readonly<Record<string, string>>;
  };
}

/** Makes a connection ready. Throws ConnectorError *broken* when a setting is wrong or the chosen sign-in lacks its secret. */
export function openAccess(connection: OpenConnection): HttpAccess {
  const settings = parseSettings(httpSettings, connection.settings);
  const secretOf = (name: string, title: string): Secret => {
    const secret = connection.secrets[name];
    if (secret === undefined || secret.reveal() === "") {
      throw new ConnectorError(
        "broken",
        "secret-missing",
        `The connection "${connection.name}" has no ${title}. Enter it.`,
      );
    }
    return secret;
  };
  const none = { headers: {}, query: {} };
  const make = (): HttpAccess["credentials"] => {
    switch (settings.auth) {
      case "none":
        return () => none;
      case "basic": {
        const password = secretOf("password", "password");
        return (masked) => {
          const pair = Buffer.from(`${settings.username}:${password.reveal()}`).toString("base64");
          return { headers: { Authorization: `Basic ${masked ? maskedSecret : pair}` }, query: {} };
        };
      }
      case "bearer": {
        const token = secretOf("token", "bearer token");
        return (masked) => ({
          headers: { Authorization: `Bearer ${masked ? maskedSecret : token.reveal()}` },
          query: {},
        });
      }
      case "api-key": {
        const key = secretOf("apiKey", "API key");
        return (masked) => {
          const named = { [settings.keyName]: masked ? maskedSecret : key.reveal() };
          return settings.keyIn === "header" ? { headers: named, query: {} } : { headers: {}, query: named };
        };
      }
    }
  };
  return {
    settings,
    base: new URL(settings.baseUrl),
    secrets: Object.values(connection.secrets),
    credentials: make(),
  };
}

/** A URL below the base address; `path` may carry a query. Throws ConnectorError when it leads elsewhere. */
export function resolveUrl(access: HttpAccess, path: string): URL {
  const basePath = access.base.pathname.replace(/\/$/, "");
  const url = new URL(`${access.base.origin}${basePath}${path}`);
  if (url.origin !== access.base.origin || !`${url.pathname}/`.startsWith(`${basePath}/`)) {
    throw new ConnectorError(
      "rejected",
      "address",
      `"${path.slice(0, 100)}" leads out of the base address. Write a path below it.`,
    );
  }
  return url;
}

/** The request that carries a write out. Throws ConnectorError *rejected* when the options or the record do not allow one. */
export function prepareWrite(access: HttpAccess, intent: WriteIntent): PreparedRequest {
  const options = parseOptions(httpWriteOptions, intent.options);
  const isUpdate = intent.action === "update";
  if (isUpdate && (options.updatePath === "" || !intent.target)) {
    throw new ConnectorError(
      "rejected",
      "no-update",
      'This step does not say where to update ("Update at"). Fill it in, or let it create only.',
    );
  }
  const path = isUpdate
    ? fillTemplate(options.updatePath, new Map([["id", intent.target?.id ?? ""]]))
    : fillTemplate(options.createPath, new Map());
  const key =
    isUpdate || options.idempotencyHeader === "" ? {} : { [options.idempotencyHeader]: repeatKey(intent.id) };
  return {
    method: isUpdate ? options.updateMethod : options.createMethod,
    url: resolveUrl(access, path),
    headers: {
      ...access.settings.headers,
      Accept: "application/json",
      "Content-Type": "application/json",
      ...key,
    },
    body: intent.data,
  };
}

/** The id of an arrival as a header value: itself, or its hash when a header could not carry it. */
function repeatKey(id: string): string {
  return /^[\x21-\x7e]{1,200}$/.test(id) ? id : createHash("sha256").update(id).digest("hex");
}

/** The request with its credentials, ready to leave. */
export function toCall(access: HttpAccess, request: PreparedRequest): Call {
  const { headers, query } = access.credentials(false);
  return {
    method: request.method,
    url: withQuery(request.url, query).href,
    headers: request.headers,
    credentials: headers,
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  };
}

/** The request as it would leave, secrets masked. */
export function toOutgoing(access: HttpAccess, request: PreparedRequest): OutgoingRequest {
  const { headers, query } = access.credentials(true);
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

/** Puts values into the texts of a JSON body. */
export function fillBody(body: Json, values: ReadonlyMap<string, string>): Json {
  if (typeof body === "string")
    return body.replace(/\{([^{}]+)\}/g, (whole, name: string) => values.get(name) ?? whole);
  if (Array.isArray(body)) return (body as readonly Json[]).map((element) => fillBody(element, values));
  if (isJsonObject(body))
    return Object.fromEntries(Object.entries(body).map(([name, member]) => [name, fillBody(member, values)]));
  return body;
}
