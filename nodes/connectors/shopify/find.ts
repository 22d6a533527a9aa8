import type { FindRequest, FoundRecord } from "@trasvase/shared/connector.ts";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import { fieldNamed, hasValue, matchText } from "../record-values.ts";
import type { ShopifyResource } from "./field.ts";
import { ask } from "./graphql.ts";
import { resourceOf } from "./read.ts";
import { nextOf, nodesIn, toRecord } from "./records.ts";
import type { ShopifySession } from "./session.ts";

/** Few enough that the answers to all of them stay below the dearest query. */
const valuesAtOnce = 3;
const linesAlong = 20;
const costOfAnswer = 900;

/** Finds records by id or by what Shopify can search for; what it finds besides is left out. */
export async function findRecords(
  session: ShopifySession,
  request: FindRequest,
): Promise<readonly (readonly FoundRecord[])[]> {
  const resource = resourceOf(request.resource);
  const [name = "", ...more] = request.fields;
  if (more.length > 0) {
    throw new ConnectorError(
      "rejected",
      "match-fields",
      "Records of Shopify are found by one field at a time.",
    );
  }
  if (name !== "id" && !Object.hasOwn(resource.searches, name))
    fieldNamed("Shopify", { ...resource, fields: [] }, name);
  const texts = request.values.map(([value]) => matchText(name, value));
  const found = new Map<string, JsonObject>();
  const unique = [...new Set(texts)];
  for (let at = 0; at < unique.length; at += valuesAtOnce) {
    const part = unique.slice(at, at + valuesAtOnce);
    for (const node of await fetchNodes(session, resource, name, part, request.signal)) {
      const record = await toRecord(session, resource, node, request.signal);
      found.set(String(record.id), record);
    }
  }
  return texts.map((text) =>
    [...found.values()]
      .filter((record) => hasValue(foundBy(record, name), text))
      .map((data) => ({ id: String(data.id), data })),
  );
}

// A customer's e-mail and phone are objects.
function foundBy(record: JsonObject, name: string): Json | undefined {
  if (Object.hasOwn(record, name)) return record[name];
  const { defaultEmailAddress, defaultPhoneNumber } = record;
  if (name === "email" && isJsonObject(defaultEmailAddress)) return defaultEmailAddress.emailAddress;
  return name === "phone" && isJsonObject(defaultPhoneNumber) ? defaultPhoneNumber.phoneNumber : undefined;
}

async function fetchNodes(
  session: ShopifySession,
  resource: ShopifyResource,
  name: string,
  values: readonly string[],
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const lines: JsonObject = resource.lines ? { lines: linesAlong } : {};
  const declared = resource.lines ? ", $lines: Int!" : "";
  if (name === "id") {
    const ids = values.filter((value) => value.startsWith("gid://shopify/"));
    if (ids.length === 0) return [];
    const type = resource.lines?.type ?? "Customer";
    const query = `query ByIds($ids: [ID!]!${declared}) { nodes(ids: $ids) { ... on ${type} { ${resource.selection} } } }`;
    const { data } = await ask(session, { query, variables: { ids, ...lines }, cost: costOfAnswer }, signal);
    return nodesIn(data).filter((node) => typeof node.id === "string");
  }
  const filter = resource.searches[name] ?? name;
  const search = values.map((value) => `${filter}:${quote(value)}`).join(" OR ");
  const query = `query Find($search: String!, $first: Int!, $after: String${declared}) {
    ${resource.root}(first: $first, after: $after, query: $search) { nodes { ${resource.selection} } pageInfo { hasNextPage endCursor } } }`;
  const all: JsonObject[] = [];
  for (let after: string | undefined = ""; after !== undefined; ) {
    const variables = { search, first: valuesAtOnce, after: after === "" ? null : after, ...lines };
    const { data } = await ask(session, { query, variables, cost: costOfAnswer }, signal);
    const page: Json | undefined = data[resource.root];
    all.push(...nodesIn(page));
    after = nextOf(page);
  }
  return all;
}

function quote(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
