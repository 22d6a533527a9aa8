import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { bigInteger, type ExactField, type ExactResource, guid, integer, text } from "../field.ts";
import { type Entity, rowVersion, StoreFault } from "./entity.ts";
import { answerCollection, pageSizes } from "./query.ts";
import { type SandboxStream, sandboxStreams } from "./resources.ts";
import type { ExactStore } from "./store.ts";

const version = bigInteger(rowVersion, "Row version");

/** Fields that a single record has and its stream of changes has not. */
const thin = new Set([
  "CountryName",
  "UnitDescription",
  "ItemGroupCode",
  "StatusDescription",
  "DocumentViewUrl",
]);

/** The body that answers a GET below `sync/`; undefined when there is no such stream. Throws {@link StoreFault}. */
export function answerStream(
  store: ExactStore,
  call: { readonly path: string; readonly query: URLSearchParams; readonly root: string },
): JsonObject | undefined {
  const { path, query } = call;
  if (/^deleted$/i.test(path)) return answerRows(call, "sync/Deleted", deletedResource, removedRows(store));
  const stream = sandboxStreams.find(({ source }) => source.path.toLowerCase() === path.toLowerCase());
  if (!stream) return undefined;
  const resource = rowResource(stream);
  checkFilter(query, ["Timestamp"]);
  return answerRows(call, `sync/${stream.source.path}`, resource, rowsOf(store, stream));
}

/** The answer to `read/sync/Sync/SyncTimestamp`: the row version that a stream had at a time. */
export function answerVersionAt(store: ExactStore, query: URLSearchParams): JsonObject {
  const modified = /^datetime'([^']+)'$/.exec(query.get("modified") ?? "")?.[1];
  const endpoint = /^'([^']+)'$/.exec(query.get("endPoint") ?? "")?.[1];
  const stream = sandboxStreams.find(({ source }) => source.path.split("/")[1] === endpoint);
  if (modified === undefined || !stream) throw new StoreFault(400, "Invalid parameter.");
  const before = [...store.table(stream.resource.path).values()].filter(
    (row) => String(row.Modified ?? "") < modified,
  );
  const highest = Math.max(1, ...before.map((row) => Number(row[rowVersion])));
  return {
    d: {
      results: [{ Modified: `/Date(${Date.parse(`${modified}Z`)})/`, TimeStampAsBigInt: String(highest) }],
    },
  };
}

function checkFilter(query: URLSearchParams, allowed: readonly string[]): void {
  const names = [...(query.get("$filter") ?? "").matchAll(/([A-Za-z]\w*) (?:eq|ne|gt|ge|lt|le) /g)].map(
    ([, name]) => name ?? "",
  );
  const foreign = names.filter((name) => !allowed.includes(name));
  if (foreign.length > 0)
    throw new StoreFault(400, `Filtering on these fields is not supported: ${foreign.join(", ")}`);
}

function answerRows(
  call: { readonly query: URLSearchParams; readonly root: string },
  path: string,
  resource: ExactResource,
  rows: readonly Entity[],
): JsonObject {
  const table = new Map(rows.map((row) => [String(row[resource.id]), row]));
  const served = {
    resource,
    filterable: undefined,
    verbs: [],
    linesOf: undefined,
    collection: "",
    bulk: false,
  } as const;
  return answerCollection({
    ...call,
    store: { table: () => table },
    served,
    path,
    isStrict: false,
    pageSize: pageSizes.bulk,
  });
}

function rowResource({ flattens, resource }: SandboxStream): ExactResource {
  const fields: ExactField[] = resource.fields.filter(
    (field) => field.edm !== "Lines" && field.edm !== "Binary" && !thin.has(field.name),
  );
  const known = new Set(fields.map(({ name }) => name));
  const more = [
    ...(flattens?.resource.fields ?? []).filter(({ name }) => !known.has(name)),
    ...(known.has("ID") || flattens ? [] : [guid("ID", "Id")]),
    ...(known.has(rowVersion) ? [] : [version]),
  ];
  return { ...resource, id: rowVersion, fields: [...fields, ...more] };
}

function rowsOf(store: ExactStore, { flattens, resource }: SandboxStream): readonly Entity[] {
  const headers = [...store.table(resource.path).values()];
  if (!flattens) return headers.map((row) => ({ ID: row[resource.id] ?? null, ...row }));
  return [...store.table(flattens.resource.path).values()].flatMap((line): Entity[] => {
    const header = store.table(resource.path).get(String(line[resource.id]));
    if (!header) return [];
    // A change of the header is a change of each of its rows; the line's number keeps their versions apart.
    const highest = Math.max(Number(header[rowVersion]), Number(line[rowVersion]));
    return [
      {
        ...line,
        ...header,
        ID: line.ID ?? null,
        [rowVersion]: highest * 1000 + Number(line.LineNumber ?? 0),
      },
    ];
  });
}

const deletedResource: ExactResource = {
  name: "deleted",
  title: "Deleted",
  path: "sync/Deleted",
  entity: "Sync.Deleted",
  id: rowVersion,
  key: "EntityKey",
  echoes: true,
  readable: true,
  writable: false,
  records: "event",
  repeat: "none",
  match: [],
  pageSize: 1000,
  writeBatch: 1,
  fields: [version, guid("EntityKey", "Key"), integer("EntityType", "Type"), text("DeletedDate", "Deleted")],
};

function removedRows(store: ExactStore): readonly Entity[] {
  return store.removed().map(
    ({ at, entityType, key, version: number }): Record<string, Json> => ({
      [rowVersion]: number,
      EntityKey: key,
      EntityType: entityType,
      DeletedDate: at,
    }),
  );
}
