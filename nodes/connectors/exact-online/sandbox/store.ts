import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import type { ExactField, ExactResource } from "../field.ts";
import { type Entity, guidOf, StoreFault } from "./entity.ts";
import { sandboxResources } from "./resources.ts";
import { checkBusinessRules, completeNew } from "./rules.ts";

/** The records of one administration. */
export class ExactStore {
  readonly division: number;
  readonly #now: () => string;
  readonly #tables = new Map<string, Map<string, Entity>>();
  #created = 0;

  /** `now` answers the server's wall clock, `2026-03-02T10:15:30.120`. */
  constructor(division: number, now: () => string) {
    this.division = division;
    this.#now = now;
  }

  table(path: string): Map<string, Entity> {
    const there = this.#tables.get(path);
    if (there) return there;
    const made = new Map<string, Entity>();
    this.#tables.set(path, made);
    return made;
  }

  today(): string {
    return this.#now().slice(0, 10);
  }

  find(path: string, field: string, value: Json | undefined): Entity | undefined {
    const wanted = comparable(value);
    return [...this.table(path).values()].find((entity) => comparable(entity[field]) === wanted);
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
    entity[resource.id] = id;
    completeNew(this, resource, entity, sent);
    checkBusinessRules(this, resource, entity, sent, undefined);
    this.#stamp(entity, true);
    this.#insertLines(resource, entity, sent);
    this.table(resource.path).set(id, entity);
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
    checkBusinessRules(this, resource, entity, sent, present);
    this.#stamp(entity, false);
    this.table(resource.path).set(id.toLowerCase(), entity);
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
      throw error;
    }
    made.forEach((line, index) => {
      line.LineNumber = index + 1;
    });
  }

  #stamp(entity: Entity, isNew: boolean): void {
    const now = this.#now();
    if (isNew && "Created" in entity) entity.Created = now;
    if ("Modified" in entity) entity.Modified = now;
  }

  snapshot(): Json {
    const tables = [...this.#tables].map(([path, table]) => [path, [...table.values()]] as const);
    return { created: this.#created, tables: Object.fromEntries(tables) };
  }

  restore(snapshot: Json): void {
    if (!isJsonObject(snapshot) || !isJsonObject(snapshot.tables)) return;
    this.#created = Number(snapshot.created);
    for (const { resource } of sandboxResources) {
      const rows = snapshot.tables[resource.path];
      if (!Array.isArray(rows)) continue;
      const entries = (rows as readonly Json[])
        .filter(isJsonObject)
        .map((row) => [String(row[resource.id]), { ...row }] as const);
      this.#tables.set(resource.path, new Map(entries));
    }
  }
}

function comparable(value: Json | undefined): string {
  return String(value ?? "")
    .trim()
    .toLowerCase();
}

function toStored(field: ExactField, value: Json): Json {
  if (value === null) return field.edm === "Byte" ? 0 : null;
  switch (field.edm) {
    case "Guid":
      if (typeof value !== "string" || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
        throw invalid(field);
      return value.toLowerCase();
    case "Double":
    case "Int32":
    case "Byte": {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      if (typeof number !== "number" || !Number.isFinite(number)) throw invalid(field);
      return number;
    }
    case "Boolean":
      if (typeof value !== "boolean") throw invalid(field);
      return value;
    case "Date":
    case "DateTime": {
      const text = String(value);
      if (
        !/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/.test(text) ||
        Number.isNaN(Date.parse(text.slice(0, 10)))
      )
        throw invalid(field);
      return field.edm === "Date" ? text.slice(0, 10) : text;
    }
    default: {
      if (typeof value !== "string") throw invalid(field);
      if (field.maxLength !== undefined && value.trim().length > field.maxLength) {
        throw new StoreFault(500, `Too long: ${field.title} (${field.maxLength})`);
      }
      return field.padLeft === undefined ? value.trimEnd() : value.trim().padStart(field.padLeft);
    }
  }
}

function invalid(field: ExactField): StoreFault {
  return new StoreFault(
    400,
    `Error processing request stream. Error encountered in converting the value from request payload for property '${field.name}'.`,
  );
}
