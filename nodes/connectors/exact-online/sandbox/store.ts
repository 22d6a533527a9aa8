import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import type { ExactResource } from "../field.ts";
import { completeNew, makeCompanions } from "./complete.ts";
import { comparable, type Entity, guidOf, rowVersion, StoreFault } from "./entity.ts";
import { sandboxResources } from "./resources.ts";
import { checkBusinessRules, checkRemoval } from "./rules.ts";
import { toStored } from "./values.ts";

/** What was removed, as `sync/Deleted` tells it. */
export interface Removed {
  readonly key: string;
  readonly entityType: number;
  readonly version: number;
  readonly at: string;
}

/** What happened to a record, for those who subscribed to it. */
export interface Happening {
  readonly resource: ExactResource;
  readonly id: string;
  readonly action: "Create" | "Update" | "Delete";
}

export interface ExactStoreOptions {
  readonly division: number;
  /** The server's wall clock, `2026-03-02T10:15:30.120`. */
  readonly now: () => string;
  readonly onChange?: (happening: Happening) => void;
}

/** The records of one administration. */
export class ExactStore {
  readonly division: number;
  readonly #options: ExactStoreOptions;
  readonly #tables = new Map<string, Map<string, Entity>>();
  readonly #indexes = new Map<string, Map<string, Entity[]>>();
  readonly #highest = new Map<string, number>();
  #removed: Removed[] = [];
  #created = 0;
  #version = 1000;

  constructor(options: ExactStoreOptions) {
    this.division = options.division;
    this.#options = options;
  }

  table(path: string): Map<string, Entity> {
    const there = this.#tables.get(path);
    if (there) return there;
    const made = new Map<string, Entity>();
    this.#tables.set(path, made);
    return made;
  }

  removed(): readonly Removed[] {
    return this.#removed;
  }

  /** The row version given last. */
  get version(): number {
    return this.#version;
  }

  today(): string {
    return this.#options.now().slice(0, 10);
  }

  find(path: string, field: string, value: Json | undefined): Entity | undefined {
    return this.#index(path, field).get(comparable(value))?.[0];
  }

  /** The records that have one of these values in a field. */
  findAll(path: string, field: string, values: readonly Json[]): readonly Entity[] {
    const index = this.#index(path, field);
    return [...new Set(values.map(comparable))].flatMap((value) => index.get(value) ?? []);
  }

  /** The highest number in a field, at least `least`. */
  highest(path: string, field: string, least: number): number {
    const key = `${path} ${field}`;
    const known = this.#highest.get(key);
    if (known !== undefined) return Math.max(least, known);
    const numbers = [...this.table(path).values()].map((entity) =>
      Number(String(entity[field] ?? "").trim()),
    );
    const highest = Math.max(0, ...numbers.filter(Number.isFinite));
    this.#highest.set(key, highest);
    return Math.max(least, highest);
  }

  #index(path: string, field: string): Map<string, Entity[]> {
    const key = `${path} ${field}`;
    const known = this.#indexes.get(key);
    if (known) return known;
    const made = new Map<string, Entity[]>();
    this.#indexes.set(key, made);
    for (const entity of this.table(path).values()) addTo(made, entity, field);
    return made;
  }

  /** A new record takes its place in what is known of its table; after any other change that is found out anew. */
  #noteNew(path: string, entity: Entity): void {
    for (const [key, index] of this.#indexes)
      if (key.startsWith(`${path} `)) addTo(index, entity, key.slice(path.length + 1));
    for (const [key, highest] of this.#highest) {
      if (!key.startsWith(`${path} `)) continue;
      const number = Number(String(entity[key.slice(path.length + 1)] ?? "").trim());
      if (Number.isFinite(number)) this.#highest.set(key, Math.max(highest, number));
    }
  }

  #forget(path: string): void {
    for (const known of [this.#indexes, this.#highest])
      for (const key of known.keys()) if (key.startsWith(`${path} `)) known.delete(key);
  }

  /** Stores a new record as a POST does. Throws {@link StoreFault}. */
  insert(resource: ExactResource, body: Json): Entity {
    const sent = this.#read(resource, body);
    const id = guidOf(`${this.division}/${resource.path}/${++this.#created}`);
    const entity = this.#empty(resource);
    for (const field of resource.fields) {
      const value = sent[field.name];
      // Properties that are only read may be posted; they are ignored.
      if (value !== undefined && field.edm !== "Lines" && field.writable !== false)
        entity[field.name] = toStored(field, value);
    }
    entity[resource.id] ??= id;
    completeNew(this, resource, entity, sent);
    checkBusinessRules(this, { resource, entity, sent, before: undefined });
    this.#stamp(entity, true);
    this.#insertLines(resource, entity, sent);
    this.table(resource.path).set(String(entity[resource.id]), entity);
    this.#noteNew(resource.path, entity);
    makeCompanions(this, resource, entity);
    this.#options.onChange?.({ resource, id: String(entity[resource.id]), action: "Create" });
    return entity;
  }

  /** Changes the properties that a PUT sends. Throws {@link StoreFault}. */
  update(resource: ExactResource, id: string, body: Json): void {
    const present = this.table(resource.path).get(id.toLowerCase());
    if (!present) throw new StoreFault(404, "Not found.");
    const sent = this.#read(resource, body);
    const entity = { ...present };
    for (const [name, value] of Object.entries(sent)) {
      const field = resource.fields.find((one) => one.name === name);
      if (!field) continue;
      if (field.edm === "Lines") throw new StoreFault(400, "Nested arrays are not supported for update.");
      if (field.writable === false) continue;
      entity[name] = toStored(field, value);
      if (field.fixed && comparable(entity[name]) !== comparable(present[name]))
        throw new StoreFault(500, `Not allowed: Change - ${field.title}`);
    }
    checkBusinessRules(this, { resource, entity, sent, before: present });
    this.change(resource, id, entity);
  }

  /** Changes a record without asking whether that is allowed, as the system itself does. */
  change(resource: ExactResource, id: string, values: Entity): void {
    const entity = { ...this.table(resource.path).get(id.toLowerCase()), ...values };
    this.#stamp(entity, false);
    this.table(resource.path).set(id.toLowerCase(), entity);
    this.#forget(resource.path);
    this.#options.onChange?.({ resource, id: id.toLowerCase(), action: "Update" });
  }

  /** Removes a record with its lines. Throws {@link StoreFault}: 403 for one that is not there. */
  remove(resource: ExactResource, id: string): void {
    const key = id.toLowerCase();
    const entity = this.table(resource.path).get(key);
    if (!entity) throw new StoreFault(403, "Forbidden");
    checkRemoval(this, resource, key);
    this.table(resource.path).delete(key);
    this.#forget(resource.path);
    const lines = sandboxResources.find((one) => one.linesOf === resource.path);
    for (const [lineId, line] of lines ? this.table(lines.resource.path) : [])
      if (lines && line[resource.id] === key) this.table(lines.resource.path).delete(lineId);
    if (lines) this.#forget(lines.resource.path);
    const entityType = resource.sync?.entityType;
    const at = this.#options.now();
    if (entityType !== undefined) this.#removed.push({ key, entityType, version: ++this.#version, at });
    this.#options.onChange?.({ resource, id: key, action: "Delete" });
  }

  /** Puts a record in as it is, for seeding. */
  seed(resource: ExactResource, values: Readonly<Record<string, Json>>, name: string): Entity {
    const entity = this.#empty(resource);
    for (const [key, value] of Object.entries(values)) {
      const field = resource.fields.find((one) => one.name === key);
      entity[key] = field ? toStored(field, value) : value;
    }
    const id = guidOf(`${this.division}/${resource.path}/${name}`);
    entity[resource.id] = id;
    this.#stamp(entity, true);
    this.table(resource.path).set(id, entity);
    this.#noteNew(resource.path, entity);
    makeCompanions(this, resource, entity);
    return entity;
  }

  #read(resource: ExactResource, body: Json): JsonObject {
    if (!isJsonObject(body)) throw new StoreFault(400, "Error processing request stream.");
    for (const name of Object.keys(body)) {
      if (name !== "__metadata" && !resource.fields.some((field) => field.name === name)) {
        throw new StoreFault(
          400,
          `Error processing request stream. The property name '${name}' specified for type 'Exact.Web.Api.Models.${resource.entity}' is not valid.`,
        );
      }
    }
    return body;
  }

  #empty(resource: ExactResource): Entity {
    const columns = resource.fields.filter((field) => field.edm !== "Lines");
    return Object.fromEntries(columns.map((field) => [field.name, field.edm === "Byte" ? 0 : null]));
  }

  #insertLines(resource: ExactResource, entity: Entity, sent: JsonObject): void {
    const owner = sandboxResources.find((one) => one.linesOf === resource.path);
    const list = owner ? sent[owner.collection] : undefined;
    if (!owner || !Array.isArray(list)) return;
    const made: Entity[] = [];
    try {
      for (const line of list as readonly Json[]) {
        const whole = isJsonObject(line) ? { ...line, [resource.id]: entity[resource.id] ?? null } : line;
        made.push(this.insert(owner.resource, whole));
      }
    } catch (error) {
      for (const line of made) this.table(owner.resource.path).delete(String(line[owner.resource.id]));
      this.#forget(owner.resource.path);
      throw error;
    }
    made.forEach((line, index) => {
      line.LineNumber = index + 1;
    });
  }

  #stamp(entity: Entity, isNew: boolean): void {
    const now = this.#options.now();
    if (isNew && "Created" in entity) entity.Created = now;
    if ("Modified" in entity) entity.Modified = now;
    entity[rowVersion] = ++this.#version;
  }

  snapshot(): Json {
    const tables = [...this.#tables].map(([path, table]) => [path, [...table.values()]] as const);
    return {
      created: this.#created,
      version: this.#version,
      removed: this.#removed.map((one) => ({ ...one })),
      tables: Object.fromEntries(tables),
    };
  }

  restore(snapshot: Json): void {
    if (!isJsonObject(snapshot) || !isJsonObject(snapshot.tables)) return;
    this.#created = Number(snapshot.created);
    this.#version = Math.max(this.#version, Number(snapshot.version ?? 0));
    // Written by snapshot() above.
    this.#removed = [...((snapshot.removed ?? []) as unknown as readonly Removed[])];
    const paths = new Map(sandboxResources.map(({ resource }) => [resource.path, resource.id]));
    for (const [path, rows] of Object.entries(snapshot.tables)) {
      if (!Array.isArray(rows)) continue;
      const id = paths.get(path) ?? "ID";
      const entries = (rows as readonly Json[])
        .filter(isJsonObject)
        .map((row) => [String(row[id]), { ...row }] as const);
      this.#tables.set(path, new Map(entries));
      this.#forget(path);
    }
  }
}

function addTo(index: Map<string, Entity[]>, entity: Entity, field: string): void {
  const value = comparable(entity[field]);
  const there = index.get(value);
  if (there) there.push(entity);
  else index.set(value, [entity]);
}
