import type { RecordContext } from "./expression/record-bindings.ts";
import type { Json } from "./json.ts";
import type { Emission } from "./node.ts";
import type { RecordError, RecordMeta, SourceRecord, ValueTable } from "./record.ts";

type Steps = Readonly<Record<string, Json>>;

const noSteps: Steps = Object.freeze({});

/** What all items of one source record share. */
interface Origin {
  readonly record: SourceRecord;
  /** Index in the walked chunk. */
  readonly index: number;
  readonly at: number;
  readonly tables: Readonly<Record<string, ValueTable>>;
}

/** What an item knows besides its data; shared by the items of a path until a step adds to it. */
interface Known {
  readonly steps: Steps;
  readonly error: RecordError | undefined;
  readonly provisional: boolean;
}

const nothingKnown: Known = Object.freeze({ steps: noSteps, error: undefined, provisional: false });

/** A record on its way through a plan: immutable, and the context that its expressions see. */
export class WalkItem implements RecordContext {
  readonly data: Json;
  readonly key: string;
  /** Id of the source record plus the way: `/step.port`, with `[n]` at a split. Engines join such texts only when they are read. */
  readonly recordId: string;
  readonly #origin: Origin;
  readonly #known: Known;

  private constructor(origin: Origin, known: Known, data: Json, key: string, recordId: string) {
    this.#origin = origin;
    this.#known = known;
    this.data = data;
    this.key = key;
    this.recordId = recordId;
  }

  /** The item of a source record, at the moment `at` (epoch milliseconds). */
  static ofSource(
    record: SourceRecord,
    index: number,
    at: number,
    tables: Readonly<Record<string, ValueTable>>,
  ): WalkItem {
    return new WalkItem({ record, index, at, tables }, nothingKnown, record.data, record.key, record.id);
  }

  get sourceRecord(): SourceRecord {
    return this.#origin.record;
  }

  get origin(): number {
    return this.#origin.index;
  }

  get provisional(): boolean {
    return this.#known.provisional;
  }

  get source(): Json {
    return this.#origin.record.data;
  }

  get steps(): Steps {
    return this.#known.steps;
  }

  get error(): RecordError | undefined {
    return this.#known.error;
  }

  get tables(): Readonly<Record<string, ValueTable>> {
    return this.#origin.tables;
  }

  get at(): number {
    return this.#origin.at;
  }

  get meta(): RecordMeta {
    const { readAt, ordinal, deleted } = this.#origin.record;
    return { key: this.key, id: this.recordId, readAt, ordinal, deleted };
  }

  /** The record that leaves a step by a port. */
  leave(step: string, emission: Emission): WalkItem {
    const place = emission.ordinal === undefined ? "" : `[${emission.ordinal}]`;
    const id = `${this.recordId}/${step}.${emission.port}${place}`;
    return new WalkItem(this.#origin, this.#known, emission.data, emission.key ?? this.key, id);
  }

  /** The same record, knowing what a step answered; unchanged when no expression will ever ask. */
  remember(step: string, value: Json, wanted: ReadonlySet<string>, provisional = false): WalkItem {
    if (!wanted.has(step)) return this;
    return this.#knowing({
      ...this.#known,
      steps: { ...this.#known.steps, [step]: value },
      provisional: this.#known.provisional || provisional,
    });
  }

  /** The same record behind a `failed` port. */
  withError(error: RecordError): WalkItem {
    return this.#knowing({ ...this.#known, error });
  }

  #knowing(known: Known): WalkItem {
    return new WalkItem(this.#origin, known, this.data, this.key, this.recordId);
  }
}
