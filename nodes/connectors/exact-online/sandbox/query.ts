import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import type { ExactField, ExactResource } from "../field.ts";
import { type Entity, StoreFault } from "./entity.ts";
import { FilterFault, parseFilter } from "./filter.ts";
import { type SandboxResource, sandboxResources } from "./resources.ts";
import type { ExactStore } from "./store.ts";

/** Rows of a page: of a list, and of `bulk` and `sync`. */
export const pageSizes = { list: 60, bulk: 1000 } as const;

export interface QueryContext {
  readonly store: Pick<ExactStore, "table"> & Partial<Pick<ExactStore, "findAll">>;
  readonly served: SandboxResource;
  /** Address of the division, with a slash at the end. */
  readonly root: string;
  readonly query: URLSearchParams;
  /** Refuses reading without a filter, and filtering by fields that are not listed. */
  readonly isStrict: boolean;
  readonly pageSize: number;
  /** The path under which it was asked for, for the link to the next page. */
  readonly path: string;
}

/** The body that answers a GET of a collection. Throws {@link StoreFault}. */
export function answerCollection(context: QueryContext): JsonObject {
  const { pageSize, query, served } = context;
  if (pageSize > pageSizes.list && !query.has("$select")) {
    throw new StoreFault(400, "Please add a $select or a $top=1 statement to the query string.");
  }
  const top = numberOption(query, "$top");
  const selected = selectedNames(query);
  if (selected) checkSelection(served.resource, selected);
  const sorted = sort(select(context), context);
  const after = afterToken(sorted, context);
  const skipped = after.slice(numberOption(query, "$skip") ?? 0);
  const wanted = top === undefined ? skipped : skipped.slice(0, top);
  const page = wanted.slice(0, pageSize);
  const rows = page.map((entity) => present(context, served.resource, entity));
  if (top !== undefined && top <= pageSizes.list && !query.has("$skiptoken")) return { d: rows };
  const last = page.at(-1);
  const next = wanted.length > page.length && last ? nextLink(context, last, top) : undefined;
  const count = query.get("$inlinecount") === "allpages" ? { __count: String(sorted.length) } : {};
  return { d: { results: rows, ...count, ...(next === undefined ? {} : { __next: next }) } };
}

/** One entity as it is written out: only the selected fields, padded, dates as `/Date(…)/`. */
export function present(context: QueryContext, resource: ExactResource, entity: Entity): JsonObject {
  const { query, root } = context;
  const uri = `${root}${resource.path}(guid'${String(entity[resource.id])}')`;
  const shown: Record<string, Json> = {
    __metadata: { uri, type: `Exact.Web.Api.Models.${resource.entity}` },
  };
  const names = selectedNames(query);
  if (names) checkSelection(resource, names);
  for (const field of resource.fields) {
    if (field.edm === "Lines") {
      const inner = names
        ?.filter((name) => name.startsWith(`${field.name}/`))
        .map((name) => name.slice(field.name.length + 1));
      if (names && inner?.length === 0) continue;
      shown[field.name] = collection(context, field, entity, uri, inner);
    } else if (!names || names.includes(field.name)) {
      shown[field.name] = print(field, entity[field.name] ?? null);
    }
  }
  return shown;
}

function selectedNames(query: URLSearchParams): readonly string[] | undefined {
  const selected = query.get("$select");
  return selected === null || selected === "*" ? undefined : selected.split(",").map((name) => name.trim());
}

function checkSelection(resource: ExactResource, names: readonly string[]): void {
  for (const name of names) {
    const [outer = "", inner] = name.split("/");
    const field = resource.fields.find((one) => one.name === outer);
    const known = inner === undefined ? field : field?.fields?.find((one) => one.name === inner);
    if (!known)
      throw new StoreFault(
        400,
        `No property '${name}' exists in type 'Exact.Web.Api.Models.${resource.entity}'.`,
      );
  }
}

function collection(
  context: QueryContext,
  field: ExactField,
  entity: Entity,
  uri: string,
  inner: readonly string[] | undefined,
): JsonObject {
  const { store } = context;
  const served = sandboxResources.find(
    (one) => one.linesOf === context.served.resource.path && one.collection === field.name,
  );
  const expanded = (context.query.get("$expand") ?? "").split(",").includes(field.name);
  if (!served || !expanded) return { __deferred: { uri: `${uri}/${field.name}` } };
  const idField = context.served.resource.id;
  // Sorted by key, as everything is that is not told otherwise.
  const lines =
    store.findAll?.(served.resource.path, idField, [entity[idField] ?? null]) ??
    [...store.table(served.resource.path).values()].filter((line) => line[idField] === entity[idField]);
  const own = lines.toSorted((a, b) => compareValues(a.ID ?? null, b.ID ?? null));
  const query = new URLSearchParams(inner ? { $select: inner.join(",") } : {});
  const rows = own
    .slice(0, pageSizes.list)
    .map((line) => present({ ...context, served, query }, served.resource, line));
  const last = own[pageSizes.list - 1];
  const rest =
    own.length > pageSizes.list && last
      ? { __next: `${uri}/${field.name}?${query.toString()}&$skiptoken=guid'${String(last.ID)}'` }
      : {};
  return { results: rows, ...rest };
}

function print(field: ExactField, value: Json): Json {
  // Files are fetched by their address.
  if (value === null || field.edm === "Binary") return null;
  if (field.edm === "Int64") return String(value);
  if (field.edm === "Date") return `/Date(${Date.parse(`${String(value).slice(0, 10)}T00:00:00Z`)})/`;
  // The server's wall clock, dressed up as UTC.
  if (field.edm === "DateTime") return `/Date(${Date.parse(`${String(value)}Z`)})/`;
  return field.padRight !== undefined && typeof value === "string" ? value.padEnd(field.padRight) : value;
}

export function numberOption(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d+$/.test(text)) throw new StoreFault(400, `Incorrect format for ${name} argument '${text}'.`);
  return Number(text);
}

function select(context: QueryContext): readonly Entity[] {
  const { served, query, store, isStrict } = context;
  const rows = [...store.table(served.resource.path).values()];
  const text = query.get("$filter");
  if (text === null || text.trim() === "") {
    if (isStrict && served.filterable && numberOption(query, "$top") !== 1) {
      const listed = served.filterable === "any" ? ["ID", "Modified"] : [...served.filterable];
      throw new StoreFault(
        400,
        `This endpoint has mandatory filtering applied. A GET request for this endpoint must have a $filter parameter with one of the following fields in the url: ${listed.join(", ")}`,
      );
    }
    return rows;
  }
  try {
    const filter = parseFilter(text, served.resource.fields);
    const listed = isStrict && served.filterable !== "any" ? served.filterable : undefined;
    const foreign = [...filter.fields].filter((name) => listed && !listed.has(name));
    if (foreign.length > 0)
      throw new StoreFault(400, `Filtering on these fields is not supported: ${foreign.join(", ")}`);
    const { equals } = filter;
    const candidates = equals && store.findAll?.(served.resource.path, equals.field, equals.values);
    return (candidates ?? rows).filter((row) => filter.holds(row));
  } catch (error) {
    if (error instanceof FilterFault) throw new StoreFault(400, error.message);
    throw error;
  }
}

function orders(context: QueryContext): readonly { readonly name: string; readonly sign: 1 | -1 }[] {
  const { resource } = context.served;
  const asked = (context.query.get("$orderby") ?? "").split(",").filter((part) => part.trim() !== "");
  const named = asked.map((part) => {
    const [name = "", direction = "asc"] = part.trim().split(/\s+/);
    if (!resource.fields.some((field) => field.name === name))
      throw new StoreFault(400, `No property '${name}' exists in the type.`);
    return { name, sign: direction === "desc" ? (-1 as const) : (1 as const) };
  });
  return [...named, { name: resource.id, sign: 1 }];
}

function sort(rows: readonly Entity[], context: QueryContext): readonly Entity[] {
  const by = orders(context);
  return [...rows].sort((a, b) => {
    for (const { name, sign } of by) {
      const order = sign * compareValues(a[name] ?? null, b[name] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function compareValues(a: Json, b: Json): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [left, right] = [String(a ?? ""), String(b ?? "")];
  return left < right ? -1 : left > right ? 1 : 0;
}

// The token holds what the last row given was sorted by, so it leads on wherever that row may be by now.
function afterToken(sorted: readonly Entity[], context: QueryContext): readonly Entity[] {
  const text = context.query.get("$skiptoken");
  if (text === null) return sorted;
  const by = orders(context);
  const values = [...text.matchAll(/(?:guid|datetime)?'(?:[^']|'')*'|[^,]+/g)].map(([one]) => fromToken(one));
  if (values.length !== by.length) throw new StoreFault(400, "The skip token is not valid.");
  return sorted.filter((row) => {
    for (const [index, { name, sign }] of by.entries()) {
      const order = sign * compareValues(row[name] ?? null, values[index] ?? null);
      if (order !== 0) return order > 0;
    }
    return false;
  });
}

function fromToken(text: string): Json {
  const quoted = /^(?:guid|datetime)?'(.*)'$/s.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  if (/^-?\d+L?$/.test(text)) return Number(text.replace("L", ""));
  return text === "null" ? null : text;
}

function nextLink(context: QueryContext, last: Entity, top: number | undefined): string {
  const { pageSize, path, query, root, served } = context;
  const parts = [...query]
    .filter(([name]) => name !== "$skiptoken" && name !== "$top")
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  if (top !== undefined) parts.push(`$top=${top - pageSize}`);
  const values = orders(context).map(({ name }) => token(served.resource, name, last));
  parts.push(`$skiptoken=${encodeURIComponent(values.join(","))}`);
  return `${root}${path}?${parts.join("&")}`;
}

function token(resource: ExactResource, name: string, row: Entity): string {
  const field = resource.fields.find((one) => one.name === name);
  const value = row[name] ?? null;
  if (field?.edm === "Guid") return `guid'${String(value)}'`;
  if (field?.edm === "DateTime" || field?.edm === "Date") return `datetime'${String(value)}'`;
  if (field?.edm === "Int64") return `${String(value)}L`;
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}
