import type { RecordContext } from "./expression/record-bindings.ts";
import type { Json } from "./json.ts";
import type { Emission } from "./node.ts";
import type { RecordError, RecordMeta, SourceRecord, ValueTable } from "./record.ts";

type Steps = Readonly<Record<string, Json>>;

const noSteps: Steps = Object.freeze({});

interface Parts {
  readonly sourceRecord: SourceRecord;
  readonly origin: number;
  readonly at: number;
  readonly tables: Readonly<Record<string, ValueTable>>;
  readonly data: Json;
  readonly key: string;
  readonly steps: Steps;
  readonly error: RecordError | undefined;
  readonly provisional: boolean;
  /** Id of the record this one comes from, and what its way since then adds; joined only when somebody asks. */
  readonly parentId: string;
  readonly way: string;
}

/** A record on its way through a plan: immutable, and the context that its expressions see. */
export class WalkItem implements RecordContext {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The item of a source record, at the moment `at` (epoch milliseconds). */
  static ofSource(
    sourceRecord: SourceRecord,
    origin: number,
    at: number,
    tables: Readonly<Record<string, ValueTable>>,
  ): WalkItem {
    return new WalkItem({
      sourceRecord,
      origin,
      at,
      tables,
      data: sourceRecord.data,
      key: sourceRecord.key,
      steps: noSteps,
      error: undefined,
      provisional: false,
      parentId: sourceRecord.id,
      way: "",
    });
  }

  get sourceRecord(): SourceRecord {
    return this.#parts.sourceRecord;
  }

  get origin(): number {
    return this.#parts.origin;
  }

  get data(): Json {
    return this.#parts.data;
  }

  get key(): string {
    return this.#parts.key;
  }

  get provisional(): boolean {
    return this.#parts.provisional;
  }

  /** Id of the source record plus the way: `/step.port`, with `[n]` at a split. */
  get recordId(): string {
    return this.#parts.parentId + this.#parts.way;
  }

  get source(): Json {
    return this.#parts.sourceRecord.data;
  }

  get steps(): Steps {
    return this.#parts.steps;
  }

  get error(): RecordError | undefined {
    return this.#parts.error;
  }

  get tables(): Readonly<Record<string, ValueTable>> {
    return this.#parts.tables;
  }

  get at(): number {
    return this.#parts.at;
  }

  get meta(): RecordMeta {
    const { readAt, ordinal, deleted } = this.#parts.sourceRecord;
    return { key: this.key, id: this.recordId, readAt, ordinal, deleted };
  }

  /** The record that leaves a step by a port. */
  leave(step: string, emission: Emission): WalkItem {
    const place = emission.ordinal === undefined ? "" : `[${emission.ordinal}]`;
    return new WalkItem({
      ...this.#parts,
      data: emission.data,
      key: emission.key ?? this.#parts.key,
      way: `${this.#parts.way}/${step}.${emission.port}${place}`,
    });
  }

  /** The same record, knowing what a step answered; unchanged when no expression will ever ask. */
  remember(step: string, value: Json, wanted: ReadonlySet<string>, provisional = false): WalkItem {
    if (!wanted.has(step)) return this;
    const steps = { ...this.#parts.steps, [step]: value };
    return new WalkItem({ ...this.#parts, steps, provisional: this.#parts.provisional || provisional });
  }

  /** The same record behind a `failed` port. */
  withError(error: RecordError): WalkItem {
    return new WalkItem({ ...this.#parts, error });
  }
}
