import type { FoundConnection } from "@trasvase/db/queries/find-connection.ts";
import type { ConnectorDefinition, ResourceDefinition, ResourceField } from "@trasvase/shared/connector.ts";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import type { Resource, ResourceFieldRow } from "@trasvase/shared/contract/resource.ts";
import { problemsOf } from "@trasvase/shared/graph.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import * as z from "zod";
import { ApiError } from "../api-error.ts";
import { jsonOf } from "../json-of.ts";
import type { SecretKeys } from "../secrets.ts";
import { openEnteredSecrets } from "./seal-secrets.ts";

const settingsSchema = z.record(z.string(), z.unknown());

/** A connection as the API tells it: which secrets are set, never what they are. */
export function connectionRow(
  keys: SecretKeys,
  row: FoundConnection,
  flows: readonly { readonly id: string; readonly name: string }[],
): ConnectionRow {
  const settings = Object.entries(settingsSchema.parse(row.settings));
  const entered = Object.entries(openEnteredSecrets(keys, row));
  return {
    name: row.name,
    title: row.title,
    connector: row.connector,
    settings: Object.fromEntries(settings.map(([name, value]) => [name, jsonOf(value)])),
    secretsSet: Object.fromEntries(entered.map(([name, { setAt }]) => [name, { setAt }])),
    state: row.state,
    stateMessage: row.stateReason ?? "",
    ...(row.checkedAt ? { checkedAt: row.checkedAt.toISOString() } : {}),
    flows: [...flows],
  };
}

/** Settings and secrets as the connector understands them. Throws 422 with every field that does not fit. */
export function checkConnection(
  definition: ConnectorDefinition,
  settings: JsonObject,
  secrets: Readonly<Record<string, string>>,
): void {
  const parsed = [definition.settings.safeParse(settings), definition.secrets.safeParse(secrets)];
  const problems = parsed.flatMap((one) => (one.success ? [] : problemsOf(one.error, {})));
  if (problems.length === 0) return;
  throw new ApiError(
    422,
    "connection-fields",
    `This connection cannot be kept yet: ${problems.map((one) => `${one.field ?? "settings"}: ${one.message}`).join("; ")}`,
    { problems },
  );
}

/** What can be read and written over a connection, without the schemas of options, which the editor has from the catalogue. */
export function resourceOf(resource: ResourceDefinition): Resource {
  const { name, title, readable, writable, records, key, label, match, fields } = resource;
  return {
    name,
    title,
    readable,
    writable,
    records,
    ...(key === undefined ? {} : { key }),
    ...(label === undefined ? {} : { label }),
    match: match === "any" ? match : [...match],
    fields: fields.map(fieldOf),
  };
}

/** A field without what is for this server only. */
export function fieldOf({ personal: _, values: __, fields, ...field }: ResourceField): ResourceFieldRow {
  return { ...field, ...(fields ? { fields: fields.map(fieldOf) } : {}) };
}
