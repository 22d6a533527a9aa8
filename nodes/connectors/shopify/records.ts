import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import type { ShopifyResource } from "./field.ts";
import { ask, QueryTooDear } from "./graphql.ts";
import type { ShopifySession } from "./session.ts";

/** Lines that are asked for at once when an order has more of them than came along. */
const linesAtOnce = 50;
const costOfLines = 500;

/** A record as flows see it: lists of nodes as plain lists, with every line. Throws ConnectorError. */
export async function toRecord(
  session: ShopifySession,
  resource: ShopifyResource,
  node: JsonObject,
  signal: AbortSignal,
): Promise<JsonObject> {
  const lines = resource.lines ? await moreLines(session, resource.lines, node, signal) : [];
  const record = plain(node) as JsonObject;
  if (!resource.lines || lines.length === 0) return record;
  const present = record[resource.lines.name];
  return {
    ...record,
    [resource.lines.name]: [...(Array.isArray(present) ? present : []), ...lines.map(plain)],
  };
}

async function moreLines(
  session: ShopifySession,
  lines: NonNullable<ShopifyResource["lines"]>,
  node: JsonObject,
  signal: AbortSignal,
): Promise<readonly Json[]> {
  const all: Json[] = [];
  let size = linesAtOnce;
  let next = nextOf(node[lines.name]);
  while (next !== undefined) {
    const variables = { id: node.id ?? null, first: size, after: next };
    try {
      const { data } = await ask(session, { query: linesQuery(lines), variables, cost: costOfLines }, signal);
      const page = isJsonObject(data.node) ? data.node[lines.name] : undefined;
      all.push(...nodesIn(page));
      next = nextOf(page);
    } catch (error) {
      if (!(error instanceof QueryTooDear) || size === 1) throw error;
      size = Math.floor(size / 2);
    }
  }
  return all;
}

function linesQuery({ name, selection, type }: NonNullable<ShopifyResource["lines"]>): string {
  return `query Lines($id: ID!, $first: Int!, $after: String) { node(id: $id) { ... on ${type} {
    ${name}(first: $first, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } } } }`;
}

/** The nodes of a connection. */
export function nodesIn(connection: Json | undefined): readonly JsonObject[] {
  const nodes = isJsonObject(connection) ? connection.nodes : undefined;
  return Array.isArray(nodes) ? (nodes as readonly Json[]).filter(isJsonObject) : [];
}

/** The cursor of the next page of a connection; undefined at its end. */
export function nextOf(connection: Json | undefined): string | undefined {
  const info = isJsonObject(connection) ? connection.pageInfo : undefined;
  if (!isJsonObject(info) || info.hasNextPage !== true) return undefined;
  return typeof info.endCursor === "string" ? info.endCursor : undefined;
}

// `{ nodes: [...] }` says nothing to a person that a list does not say.
function plain(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(plain);
  if (!isJsonObject(value)) return value;
  if (Array.isArray(value.nodes)) return (value.nodes as readonly Json[]).map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}
