import {
  type Connector,
  type ConnectorDefinition,
  ConnectorError,
  type FindRequest,
  type FoundRecord,
  type RawRecord,
  type ReadBatch,
  type Reader,
  type ReadRequest,
  type ResourceDefinition,
  type WriteIntent,
  type WriteResult,
  type Writer,
} from "@trasvase/shared/connector.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import * as z from "zod";
import { placeholdersOf } from "../placeholders.ts";

/** What the system is told to do with the next writes, finds or reads instead of carrying them out. */
export type ScriptedFailure =
  | { readonly on: "write"; readonly answer: Exclude<WriteResult, { readonly kind: "written" }> }
  /** Carries the write out and answers *unknown*, as a connection that breaks before the answer. */
  | { readonly on: "write"; readonly answer: "commit-then-drop" }
  | { readonly on: "write" | "find" | "read"; readonly answer: ConnectorError };

/** One mutating call as it arrived, in order. */
export interface JournalEntry {
  readonly intent: WriteIntent;
  readonly result: WriteResult;
}

/** How often each operation was called. `mutations` counts intents handed to a writer, whatever came of them. */
export interface MemoryCalls {
  readonly reads: number;
  readonly finds: number;
  readonly asked: number;
  readonly mutations: number;
  readonly flushes: number;
  readonly readersOpened: number;
  readonly writersOpened: number;
}

export interface MemorySystemOptions {
  /** Name of the connector type; several systems in one test have different ones. */
  readonly type?: string;
  /** Its resources; left out, one called `things` that can be read, written and found by every field. */
  readonly resources?: readonly (Partial<ResourceDefinition> & { readonly name: string })[];
  readonly seed?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly pageSize?: number;
}

/** A system in this process with everything a test wants to see of it and do to it. */
export interface MemorySystem {
  readonly connector: Connector;
  readonly definition: ConnectorDefinition;
  /** Every mutating call, in order. */
  readonly journal: readonly JournalEntry[];
  calls(): MemoryCalls;
  /** What a resource holds now, in the order of creation. */
  records(resource: string): readonly FoundRecord[];
  /** Puts a record in as if the system had always had it. Answers its id. */
  put(resource: string, data: JsonObject): string;
  remove(resource: string, id: string): void;
  /** Lets the next calls fail, each entry once, in order per kind of call. */
  fail(...failures: readonly ScriptedFailure[]): void;
  /** Appends records to what a source reads; each read goes on behind the last one read. */
  push(resource: string, ...records: readonly (Json | RawRecord)[]): void;
}

const readAll: Pick<
  ResourceDefinition,
  "readable" | "writable" | "records" | "repeat" | "match" | "fields" | "pageSize" | "writeBatch"
> = {
  readable: true,
  writable: true,
  records: "state",
  repeat: "lookup",
  match: "any",
  fields: [{ name: "id", title: "Id", type: "text", writable: false, assigned: true }],
  pageSize: 100,
  writeBatch: 100,
};

/** A system that lives in this process: named stores, scriptable failures, and a journal of every write. */
export function createMemorySystem(options: MemorySystemOptions = {}): MemorySystem {
  const definition = defineMemory(options);
  const state = new MemoryState(definition, options);
  return {
    definition,
    connector: {
      definition,
      async openReader() {
        state.count("readersOpened");
        return openReader(state);
      },
      async openWriter() {
        state.count("writersOpened");
        return openWriter(state);
      },
    },
    journal: state.journal,
    calls: () => ({ ...state.calls }),
    records: (resource) => [...state.store(resource)].map(([id, data]) => ({ id, data })),
    put: (resource, data) => state.create(resource, data).id,
    remove: (resource, id) => void state.store(resource).delete(id),
    fail: (...failures) => void state.failures.push(...failures),
    push: (resource, ...records) => void state.stream(resource).push(...records.map(toRawRecord)),
  };
}

function defineMemory(options: MemorySystemOptions): ConnectorDefinition {
  const resources = options.resources ?? [{ name: "things" }];
  return {
    type: options.type ?? "memory",
    title: "Memory",
    summary: "A system inside this process.",
    settings: z.object({}),
    secrets: z.object({}),
    resources: resources.map((resource) => ({
      ...readAll,
      title: resource.name,
      ...(options.pageSize === undefined ? {} : { pageSize: options.pageSize }),
      ...resource,
    })),
  };
}

function toRawRecord(record: Json | RawRecord): RawRecord {
  return isRawRecord(record) ? record : { data: record };
}

function isRawRecord(record: Json | RawRecord): record is RawRecord {
  return (
    isJsonObject(record) &&
    "data" in record &&
    Object.keys(record).every((key) => ["data", "deleted", "rejected"].includes(key))
  );
}

class MemoryState {
  readonly definition: ConnectorDefinition;
  readonly journal: JournalEntry[] = [];
  readonly failures: ScriptedFailure[] = [];
  readonly calls = {
    reads: 0,
    finds: 0,
    asked: 0,
    mutations: 0,
    flushes: 0,
    readersOpened: 0,
    writersOpened: 0,
  };
  readonly #stores = new Map<string, Map<string, JsonObject>>();
  readonly #streams = new Map<string, RawRecord[]>();
  readonly #createdBy = new Map<string, FoundRecord>();
  #nextId = 1;

  constructor(definition: ConnectorDefinition, options: MemorySystemOptions) {
    this.definition = definition;
    for (const [resource, records] of Object.entries(options.seed ?? {})) {
      for (const data of records) {
        this.create(resource, data);
        this.stream(resource).push({ data });
      }
    }
  }

  count(what: keyof MemoryState["calls"], by = 1): void {
    this.calls[what] += by;
  }

  resource(name: string): ResourceDefinition {
    const found = this.definition.resources.find((resource) => resource.name === name);
    if (!found) throw new ConnectorError("rejected", "no-resource", `There is no resource "${name}".`);
    return found;
  }

  store(resource: string): Map<string, JsonObject> {
    return getOrMake(this.#stores, resource, () => new Map());
  }

  stream(resource: string): RawRecord[] {
    return getOrMake(this.#streams, resource, () => []);
  }

  /** Creates once per idempotency key when the resource honours one. */
  create(resource: string, data: Json, repeatKey?: string): FoundRecord {
    const seen = repeatKey === undefined ? undefined : this.#createdBy.get(`${resource}\n${repeatKey}`);
    if (seen) return seen;
    const id = String(this.#nextId++);
    const record = { id, data: { ...(isJsonObject(data) ? data : { value: data }), id } };
    this.store(resource).set(id, record.data);
    if (repeatKey !== undefined) this.#createdBy.set(`${resource}\n${repeatKey}`, record);
    return record;
  }

  takeFailure(on: ScriptedFailure["on"]): ScriptedFailure | undefined {
    const index = this.failures.findIndex((failure) => failure.on === on);
    return index < 0 ? undefined : this.failures.splice(index, 1)[0];
  }
}

function getOrMake<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}

function openReader(state: MemoryState): Reader {
  return {
    check: async () => [{ stage: "reachable", ok: true, message: "This process is there." }],
    read: (request) => read(state, request),
    find: (request) => find(state, request),
    describe: (intent) => [
      {
        method: intent.action === "create" ? "CREATE" : "UPDATE",
        url: intent.target ? `${intent.resource}/${intent.target.id}` : intent.resource,
        headers: {},
        body: intent.data,
      },
    ],
    placeholders: (resource) => placeholdersOf(state.resource(resource)),
    async close() {},
  };
}

async function* read(state: MemoryState, request: ReadRequest): AsyncGenerator<ReadBatch> {
  const { pageSize } = state.resource(request.resource);
  const stream = state.stream(request.resource);
  const from = typeof request.cursor === "number" ? request.cursor : 0;
  const end = Math.min(stream.length, from + (request.limit ?? stream.length));
  for (let at = from; at < end; at += pageSize) {
    request.signal.throwIfAborted();
    state.count("reads");
    const failure = state.takeFailure("read");
    if (failure?.answer instanceof ConnectorError) throw failure.answer;
    const next = Math.min(at + pageSize, end);
    yield { records: stream.slice(at, next), cursor: next };
  }
}

async function find(state: MemoryState, request: FindRequest): Promise<readonly (readonly FoundRecord[])[]> {
  state.count("finds");
  state.count("asked", request.values.length);
  const failure = state.takeFailure("find");
  if (failure?.answer instanceof ConnectorError) throw failure.answer;
  const records = [...state.store(request.resource)].map(([id, data]) => ({ id, data }));
  return request.values.map((values) =>
    records.filter(({ data }) =>
      request.fields.every(
        (field, index) => Object.hasOwn(data, field) && String(data[field]) === String(values[index]),
      ),
    ),
  );
}

function openWriter(state: MemoryState): Writer {
  return {
    async write(intents, signal) {
      signal.throwIfAborted();
      return intents.map((intent) => {
        state.count("mutations");
        const result = carryOut(state, intent);
        state.journal.push({ intent, result });
        return result;
      });
    },
    async flush() {
      state.count("flushes");
    },
    async close() {},
  };
}

function carryOut(state: MemoryState, intent: WriteIntent): WriteResult {
  const failure = state.takeFailure("write");
  if (failure?.answer instanceof ConnectorError) throw failure.answer;
  if (failure && failure.answer !== "commit-then-drop") return failure.answer;
  const result = store(state, intent);
  if (failure && result.kind === "written") {
    return { kind: "unknown", code: "dropped", message: "The connection broke before the answer came." };
  }
  return result;
}

function store(state: MemoryState, intent: WriteIntent): WriteResult {
  if (intent.action === "create") {
    const honoursKey = state.resource(intent.resource).repeat === "key";
    return {
      kind: "written",
      ...state.create(intent.resource, intent.data, honoursKey ? intent.id : undefined),
    };
  }
  const records = state.store(intent.resource);
  const present = intent.target && records.get(intent.target.id);
  if (!intent.target || !present) {
    return { kind: "rejected", code: "gone", message: "The record to update is no longer there." };
  }
  const data = { ...present, ...(isJsonObject(intent.data) ? intent.data : {}) };
  records.set(intent.target.id, data);
  return { kind: "written", id: intent.target.id, data };
}
