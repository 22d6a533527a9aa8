import { ConnectorError } from "@trasvase/shared/connector.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import { parseOptions } from "../parse-options.ts";
import { resourceNamed } from "../record-values.ts";
import { accountViewResources, otherObjects } from "./definition.ts";
import type { AccountViewResource } from "./field.ts";
import { objectOptions } from "./options.ts";
import type { AccountViewSession } from "./session.ts";

/** The resource of that name as every installation has it. Throws ConnectorError *rejected*. */
export function resourceOf(name: string): AccountViewResource {
  return resourceNamed("AccountView", [...accountViewResources, otherObjects], name);
}

/** A resource as far as it is known without asking; of a business object that a step names, what was asked before. */
export function knownResource(
  session: AccountViewSession,
  name: string,
  options: JsonObject,
): AccountViewResource {
  const resource = resourceOf(name);
  if (resource !== otherObjects) return session.dictionary.known(resource);
  const known = session.objects.get(keyOf(options));
  if (known) return session.dictionary.known(known);
  throw new ConnectorError(
    "rejected",
    "object-unknown",
    "What this business object holds was not read yet. Fetch a record of it, or choose a match field, and look again.",
  );
}

/** A resource with what the installation says about it where the step cannot do without. Throws ConnectorError. */
export async function openResource(
  session: AccountViewSession,
  name: string,
  options: JsonObject,
  signal: AbortSignal,
): Promise<AccountViewResource> {
  const resource = resourceOf(name);
  if (resource !== otherObjects) return session.dictionary.known(resource);
  const key = keyOf(options);
  const known = session.objects.get(key) ?? (await describeObject(session, options, signal));
  session.objects.set(key, known);
  return await session.dictionary.load(known, signal);
}

function keyOf(options: JsonObject): string {
  const { businessObject, keyField } = parseOptions(objectOptions.loose(), options);
  return `${businessObject} ${keyField}`.toUpperCase();
}

async function describeObject(
  session: AccountViewSession,
  options: JsonObject,
  signal: AbortSignal,
): Promise<AccountViewResource> {
  const { businessObject, keyField } = parseOptions(objectOptions.loose(), options);
  if (businessObject === "") {
    throw new ConnectorError("rejected", "no-object", "This step names no business object. Fill it in.");
  }
  const code = businessObject.toUpperCase();
  const { lines, table } = await session.dictionary.tablesOf(code, signal);
  const key = keyField === "" ? "REC_ID" : keyField.toUpperCase();
  return {
    ...otherObjects,
    title: `Business object ${code}`,
    businessObject: code,
    table,
    ...(lines === undefined ? {} : { lines: { table: lines, field: lines } }),
    ids: [key],
    key,
    fields: lines === undefined ? [] : [{ name: lines, title: "Lines", type: "list", fields: [] }],
  };
}
