import type * as z from "zod";
import type { Json, JsonObject } from "./json.ts";
import type { Quota, SharedCounters } from "./quota.ts";
import type { RecordError } from "./record.ts";
import type { Secret } from "./secret.ts";
import type { BrowserSignIn } from "./sign-in.ts";

/** The type of a field of a resource, as far as mapping and comparing need to know it. */
export type FieldType =
  | "text"
  | "number"
  | "integer"
  | "boolean"
  | "date"
  | "dateTime"
  | "object"
  | "list"
  | "any";

/** One field of a resource's records. */
export interface ResourceField {
  readonly name: string;
  readonly title: string;
  readonly type: FieldType;
  /** Needed for every write, or only for a create. Left out: optional. */
  readonly required?: "always" | "create";
  /** False: can be read, never sent. */
  readonly writable?: boolean;
  /** False: can be sent, never comes back. */
  readonly readable?: boolean;
  /** Filled in by the system when a record is created. */
  readonly assigned?: boolean;
  /** Says something about a person: becomes a stand-in once nothing is owed. */
  readonly personal?: boolean;
  readonly maxLength?: number;
  readonly help?: string;
  readonly example?: Json;
  /** Allowed values with their meaning. */
  readonly values?: readonly { readonly value: Json; readonly title: string }[];
  /** Of an object or of the elements of a list. */
  readonly fields?: readonly ResourceField[];
}

/** A kind of record in a system. */
export interface ResourceDefinition {
  readonly name: string;
  /** Plural, as people of that system say it: "Sales orders". */
  readonly title: string;
  readonly readable: boolean;
  readonly writable: boolean;
  /** What its records say: the complete present *state* of a key, or an *event* that counts by itself. */
  readonly records: "state" | "event";
  /** Whether sending the same create twice is harmless: by idempotency *key*, found again by *lookup*, or *none*. */
  readonly repeat: "key" | "lookup" | "none";
  /** A create can update the record that is there by its match fields, in one atomic step: nobody has to look first, and no lock is needed. */
  readonly upserts?: boolean;
  /** The field that is the key unless a source step says otherwise. */
  readonly key?: string;
  /** The field that people recognise a record by in lists. */
  readonly label?: string;
  /** Fields by which a record can be found; `any` when every field will do. Empty: records cannot be found. */
  readonly match: readonly string[] | "any";
  /** How reading goes on from where it stopped; left out: it always reads everything. */
  readonly incremental?: {
    readonly help: string;
    /** Reads a little back each time, so that the last records of a run come again with the next; they are told apart by key and content. */
    readonly overlaps?: boolean;
    /** Can begin with what changed since a moment (`ReadRequest.since`). */
    readonly since?: boolean;
    /** Name of the read option that has to be filled in for `since`: the field that carries the date. Left out: none. */
    readonly sinceOption?: string;
    /** Name of the read option without which nothing is remembered and everything is read each time. Left out: none. */
    readonly option?: string;
  };
  /** Empty when the shape is free (files, HTTP, webhooks). */
  readonly fields: readonly ResourceField[];
  /** Schema of the `options` of a source or destination step on this resource, with form hints. */
  readonly readOptions?: z.ZodType;
  readonly writeOptions?: z.ZodType;
  /** Schema of the `options` of a lookup step on this resource. A destination finds with its write options, which then hold the same members. */
  readonly findOptions?: z.ZodType;
  /** Most records of one read page, and of one write. */
  readonly pageSize: number;
  readonly writeBatch: number;
  /** How many values one call of `find` asks for at most; *list*: the whole list is read once in a while. Left out: one. */
  readonly findBatch?: number | "list";
}

/** Whether a source that reads a resource with these options goes on where it stopped. */
export function remembersWhereItStopped(
  resource: ResourceDefinition | undefined,
  options: JsonObject,
): boolean {
  return resource?.incremental !== undefined && isFilled(options, resource.incremental.option);
}

/** Whether a source that reads a resource with these options can begin at a date, and read a period. */
export function canBeginAt(resource: ResourceDefinition | undefined, options: JsonObject): boolean {
  if (!remembersWhereItStopped(resource, options) || resource?.incremental?.since !== true) return false;
  return isFilled(options, resource.incremental.sinceOption);
}

function isFilled(options: JsonObject, name: string | undefined): boolean {
  if (name === undefined) return true;
  const value = options[name];
  return typeof value === "string" && value !== "";
}

/** What a connector is: data only, browser-safe. */
export interface ConnectorDefinition {
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  /** Schema of the settings of a connection, with form hints. No secrets in it. */
  readonly settings: z.ZodType;
  /** Schema of the secrets, all texts, with form hints. */
  readonly secrets: z.ZodType;
  readonly resources: readonly ResourceDefinition[];
  /** Resources are defined by the connection's own settings or the step's options (files, HTTP): `resources` are then its shapes. */
  readonly free?: boolean;
  /** Pushed into Trasvase rather than read by it. */
  readonly pushed?: boolean;
  /** What the system allows a connection with these settings. Left out: nothing is known about limits. */
  readonly quota?: (settings: Json) => Quota;
  /** Whether a person signs in on the system's own page, with these settings. Left out: never. */
  readonly signsIn?: (settings: Json) => boolean;
}

/** A connection made ready for a client. */
export interface OpenConnection {
  readonly name: string;
  readonly connector: string;
  readonly settings: Json;
  readonly secrets: Readonly<Record<string, Secret>>;
}

/** Rotating credentials of a connection, shared by all processes. */
export interface TokenStore {
  /** The stored tokens, or undefined when none were ever stored. */
  read(): Promise<Readonly<Record<string, Json>> | undefined>;
  /** Runs `renew` in one process at a time over all processes; answers what is stored afterwards. `renew` gets what is stored now. */
  refresh(
    renew: (stored: Readonly<Record<string, Json>> | undefined) => Promise<Readonly<Record<string, Json>>>,
  ): Promise<Readonly<Record<string, Json>>>;
}

/** Files below the data folder's `files`, by path relative to it. Refuses every path that leads out. */
export interface FileStore {
  /** Absolute path of an existing regular file or folder inside the root; throws ConnectorError otherwise. */
  locate(path: string): Promise<string>;
  /** Absolute path for a file to be made inside the root, its folder created. */
  place(path: string): Promise<string>;
}

/** A connected socket of the platform (of `node:net`); a name only, for this package knows no platform. */
export type PlatformSocket = object;

/** Everything a client may use of the world. Passed, never imported. */
export interface Services {
  /** Fetch with the egress guard, redirect and size limits. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Connects to a server that speaks another protocol than HTTP, with the same guard. Throws ConnectorError for an address that is refused. */
  readonly openSocket: (to: { readonly host: string; readonly port: number }) => Promise<PlatformSocket>;
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly tokens: TokenStore;
  readonly counters: SharedCounters;
  readonly files: FileStore;
  readonly log: (level: "debug" | "info" | "warn" | "error", message: string, details?: JsonObject) => void;
}

/** One stage of a connection test; the first that fails says how to repair it. */
export interface CheckStage {
  readonly stage: "reachable" | "signed-in" | "permissions" | "administrations" | "sample";
  readonly ok: boolean;
  readonly message: string;
}

export interface ReadRequest {
  readonly resource: string;
  readonly options: JsonObject;
  /** Where the last run stopped; undefined reads from the beginning. */
  readonly cursor: Json | undefined;
  /** Without a cursor, where `incremental.since` says so: only what changed since then, ISO 8601 in UTC. */
  readonly since?: string;
  /** Together with `since`: nothing that changed at that moment or later, ISO 8601 in UTC. */
  readonly until?: string;
  /** At most this many records, newest first where the system can; used for samples. */
  readonly limit?: number;
  /** Somebody only looks: takes at most a tenth of what the system allows, and gives way to runs. */
  readonly gentle?: boolean;
  readonly signal: AbortSignal;
}

/** A record as a system gave it. */
export interface RawRecord {
  readonly data: Json;
  readonly deleted?: boolean;
  /** Why it cannot be taken (broken JSON, NUL, too deep …): it ends as *rejected* at the source, the others go on. `data` is then what can be shown of it. */
  readonly rejected?: RecordError;
}

/** Records read together, with the cursor that holds once they are durably queued. `cursor` undefined: nothing to remember. */
export interface ReadBatch {
  readonly records: readonly RawRecord[];
  readonly cursor: Json | undefined;
}

export interface FindRequest {
  readonly resource: string;
  readonly options: JsonObject;
  /** Match fields; each entry of `values` has one value per field, in the same order. */
  readonly fields: readonly string[];
  readonly values: readonly (readonly Json[])[];
  /** As in {@link ReadRequest}. */
  readonly gentle?: boolean;
  readonly signal: AbortSignal;
}

/** Which resource is to be described, by the options of a step on it. */
export interface DiscoverRequest {
  readonly resource: string;
  readonly options: JsonObject;
  readonly signal: AbortSignal;
}

/** A record found in a system. */
export interface FoundRecord {
  readonly id: string;
  readonly data: JsonObject;
}

/** A write that has been decided. */
export interface WriteIntent {
  /** Id of the arrival; idempotency keys are made of it. */
  readonly id: string;
  readonly resource: string;
  readonly options: JsonObject;
  readonly action: "create" | "update";
  readonly data: Json;
  /** The record to update. */
  readonly target?: FoundRecord;
  /** The step's match fields, where it has any. */
  readonly match?: readonly string[];
  /** Nobody looked: the create updates the record that is there by its match fields. Only for resources that upsert. */
  readonly upsert?: true;
}

/** A request exactly as it would leave, secrets masked. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
}

/** What came of one write. */
export type WriteResult =
  | {
      readonly kind: "written";
      readonly id: string;
      readonly data: JsonObject;
      /** Of an upsert: it was there and was updated. */
      readonly existed?: true;
      readonly request?: OutgoingRequest;
    }
  | {
      readonly kind: "rejected";
      readonly code: string;
      readonly message: string;
      readonly request?: OutgoingRequest;
    }
  | {
      readonly kind: "transient";
      readonly code: string;
      readonly message: string;
      readonly retryAfterMs?: number;
    }
  /** The call may or may not have been carried out. */
  | { readonly kind: "unknown"; readonly code: string; readonly message: string };

/** The side of a connector's client that only looks. Preview gets this and nothing else. */
export interface Reader {
  check(signal: AbortSignal): Promise<readonly CheckStage[]>;
  read(request: ReadRequest): AsyncIterable<ReadBatch>;
  /** One list of matches per asked value, in order. Asks in bulk where the system can. */
  find(request: FindRequest): Promise<readonly (readonly FoundRecord[])[]>;
  /** The fields of a resource whose shape only the system itself knows. */
  discover?(request: DiscoverRequest): Promise<readonly ResourceField[]>;
  /** The requests a write would make, without making them. */
  describe(intent: WriteIntent): readonly OutgoingRequest[];
  /** Typed placeholders for the fields the system assigns on create, for `$steps` in previews. */
  placeholders(resource: string): JsonObject;
  close(): Promise<void>;
}

/** The side that writes. Opened in live mode only. */
export interface Writer {
  /** One result per intent, in order. Never throws for one intent's trouble; throws ConnectorError when the connection itself is broken. */
  write(intents: readonly WriteIntent[], signal: AbortSignal): Promise<readonly WriteResult[]>;
  /** Makes everything written so far durable (renames a finished file into place). Called once per chunk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** The running side of a connector (server). */
export interface Connector {
  readonly definition: ConnectorDefinition;
  openReader(connection: OpenConnection, services: Services): Promise<Reader>;
  openWriter(connection: OpenConnection, services: Services): Promise<Writer>;
  /** Present where people sign in on the system's own page. */
  readonly signIn?: BrowserSignIn;
}

/**
 * Trouble with a connection or a call. `transient`: try again later; `rejected`: this call will never work;
 * `broken`: the connection needs a person (sign-in refused, settings wrong); records wait.
 */
export class ConnectorError extends Error {
  readonly kind: "transient" | "rejected" | "broken";
  readonly code: string;
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: "transient" | "rejected" | "broken",
    code: string,
    message: string,
    retryAfterMs?: number,
  ) {
    super(message);
    this.name = "ConnectorError";
    this.kind = kind;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
