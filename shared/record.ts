import type { Json } from "./json.ts";

/** One business object as a source gave it. Immutable. Its `id` is unique for ever; its `key` is what people call it. */
export interface SourceRecord {
  readonly id: string;
  /** The business key, compared as text, never empty. */
  readonly key: string;
  readonly data: Json;
  /** When it was read, ISO 8601 in UTC. */
  readonly readAt: string;
  /** Its place in the run, counted from 0. */
  readonly ordinal: number;
  /** True when the source says that the object was deleted. */
  readonly deleted: boolean;
}

/** What expressions see as `$meta`. */
export interface RecordMeta {
  readonly key: string;
  readonly id: string;
  readonly readAt: string;
  readonly ordinal: number;
  readonly deleted: boolean;
}

/** What expressions see as `$error` behind a `failed` port. */
export interface RecordError {
  readonly code: string;
  readonly message: string;
}

/** A table of values: rows `[from, to]` compared as text. With `force` the default wins always. */
export interface ValueTable {
  readonly rows: readonly (readonly [string, Json])[];
  readonly default?: Json | undefined;
  readonly force?: boolean | undefined;
}
