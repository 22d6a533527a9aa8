import { createHash } from "node:crypto";
import { ConnectorError, type WriteIntent } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { parseOptions } from "../parse-options.ts";
import { readPath } from "../read-path.ts";
import type { HttpAccess } from "./access.ts";
import { httpWriteOptions } from "./definition.ts";
import { fillTemplate } from "./template.ts";

/** A request without its credentials. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
}

/** A URL below the base address; `path` may carry a query. Throws ConnectorError when it leads elsewhere. */
export function resolveUrl(access: Pick<HttpAccess, "base">, path: string): URL {
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
export function prepareWrite(
  access: Pick<HttpAccess, "base" | "settings">,
  intent: WriteIntent,
): PreparedRequest {
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
    body: options.body === undefined ? intent.data : fillRecord(options.body, intent.data),
  };
}

/** A body with a record in it: `{record}` stands for all of it, `{name}` for a field with the type it has. */
function fillRecord(body: Json, record: Json): Json {
  if (typeof body === "string") {
    const name = /^\{([^{}]+)\}$/.exec(body)?.[1];
    if (name === "record") return record;
    if (name !== undefined) return readPath(record, name) ?? null;
    return body.replace(/\{([^{}]+)\}/g, (_, inner: string) => String(readPath(record, inner) ?? ""));
  }
  if (Array.isArray(body)) return (body as readonly Json[]).map((element) => fillRecord(element, record));
  if (isJsonObject(body))
    return Object.fromEntries(
      Object.entries(body).map(([name, member]) => [name, fillRecord(member, record)]),
    );
  return body;
}

/** The id of an arrival as a header value: itself, or its hash when a header could not carry it. */
function repeatKey(id: string): string {
  return /^[\x21-\x7e]{1,200}$/.test(id) ? id : createHash("sha256").update(id).digest("hex");
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
