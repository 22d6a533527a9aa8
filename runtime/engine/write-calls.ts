import {
  ConnectorError,
  type WriteIntent,
  type WriteResult,
  type Writer,
} from "@trasvase/shared/connector.ts";
import type { Ending } from "@trasvase/shared/effects.ts";
import type { Bulk } from "./candidates.ts";
import { asTrouble, endingOfTrouble } from "./matching.ts";
import { type DeliveredWithTrace, overlay } from "./stored-effects.ts";

/** What came of one write, for the arrival and for its link. */
export interface Written {
  readonly delivered: DeliveredWithTrace;
  /** The target's id when it was written. */
  readonly writtenId: string | undefined;
  /** The record to update is no longer there. */
  readonly goneTarget: boolean;
}

/** The code with which a connector says that the record to update is no longer there. */
const gone = "gone";

/** The writers of one worker at one lane, opened when first needed. */
export class Writers {
  readonly #open: (connection: string) => Promise<Writer>;
  readonly #writers = new Map<string, Promise<Writer>>();

  constructor(open: (connection: string) => Promise<Writer>) {
    this.#open = open;
  }

  /** Throws ConnectorError. */
  get(connection: string): Promise<Writer> {
    const kept = this.#writers.get(connection);
    if (kept) return kept;
    const opened = this.#open(connection);
    this.#writers.set(connection, opened);
    opened.catch(() => this.#writers.delete(connection));
    return opened;
  }

  /** Makes everything written durable. Call once per chunk, before it is settled. Throws ConnectorError. */
  async flush(): Promise<void> {
    for (const writer of this.#writers.values()) await (await writer).flush();
  }

  /** What was not flushed is given up. */
  async close(): Promise<void> {
    const writers = [...this.#writers.values()];
    this.#writers.clear();
    await Promise.allSettled(writers.map(async (writer) => (await writer).close()));
  }
}

/** The calls that change another system. Exists in live mode only. */
export class WriteCalls {
  readonly #writers: Writers;
  readonly #signal: AbortSignal;
  readonly #callTimeoutMs: number;
  readonly #onBroken: (connection: string, error: ConnectorError) => Promise<void>;

  constructor(options: {
    readonly writers: Writers;
    readonly signal: AbortSignal;
    readonly callTimeoutMs: number;
    readonly onBroken?: (connection: string, error: ConnectorError) => Promise<void>;
  }) {
    this.#writers = options.writers;
    this.#signal = options.signal;
    this.#callTimeoutMs = options.callTimeoutMs;
    this.#onBroken = options.onBroken ?? (async () => {});
  }

  /** Writes in the order given, in batches of the size that step and system allow. One answer per intent. */
  async write(bulk: Bulk, intents: readonly WriteIntent[]): Promise<readonly Written[]> {
    const most = bulk.resource?.writeBatch ?? 100;
    const size = Math.max(1, Math.min(bulk.terms.batchSize ?? most, most));
    const written: Written[] = [];
    for (let at = 0; at < intents.length; at += size) {
      const part = intents.slice(at, at + size);
      const results = await this.#call(bulk, part);
      part.forEach((intent, index) => {
        written.push(this.#read(bulk, intent, results[index]));
      });
    }
    return written;
  }

  async #call(bulk: Bulk, part: readonly WriteIntent[]): Promise<readonly (WriteResult | Ending)[]> {
    const { connection } = bulk.terms;
    let writer: Writer;
    try {
      writer = await this.#writers.get(connection);
    } catch (error) {
      return await this.#trouble(connection, part, error);
    }
    try {
      const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(this.#callTimeoutMs)]);
      return await writer.write(part, signal);
    } catch (error) {
      if (error instanceof ConnectorError) return await this.#trouble(connection, part, error);
      // Anything else may have come after the request left.
      const { code, message } = asTrouble(error, this.#signal);
      return part.map(() => ({ kind: "unknown", code, message }));
    }
  }

  async #trouble(
    connection: string,
    part: readonly WriteIntent[],
    error: unknown,
  ): Promise<readonly Ending[]> {
    const trouble = asTrouble(error, this.#signal);
    if (trouble.kind === "broken") await this.#onBroken(connection, trouble);
    const outcome = endingOfTrouble(trouble);
    return part.map(() => outcome);
  }

  #read(bulk: Bulk, intent: WriteIntent, result: WriteResult | Ending | undefined): Written {
    if (!result) throw new Error(`The connector left a write of ${bulk.terms.resource} without an answer.`);
    switch (result.kind) {
      case "written":
        return this.#succeeded(bulk, intent, result);
      case "transient":
        return failed({
          kind: "retrying",
          code: result.code,
          message: result.message,
          ...("retryAfterMs" in result && result.retryAfterMs !== undefined
            ? { retryAfterMs: result.retryAfterMs }
            : {}),
        });
      case "unknown":
        return failed({
          kind: "unknown",
          code: result.code ?? "unknown",
          message: result.message,
          retryAfterMs: 2 * this.#callTimeoutMs,
        });
      case "rejected": {
        const written = failed(
          { kind: "rejected", code: result.code ?? "rejected", message: result.message },
          "request" in result ? result.request : undefined,
        );
        return { ...written, goneTarget: result.code === gone };
      }
      default:
        return failed(result);
    }
  }

  #succeeded(bulk: Bulk, intent: WriteIntent, result: Extract<WriteResult, { kind: "written" }>): Written {
    const isNew = intent.action === "create" && result.existed !== true;
    const delivered: DeliveredWithTrace = {
      outcome: {
        kind: isNew ? "created" : "updated",
        message: isNew ? "Created." : "Updated.",
        target: { resource: bulk.terms.resource, id: result.id },
      },
      target: overlay(intent.data, result.data),
      returned: result.data,
      ...(result.request ? { sent: result.request } : {}),
    };
    return { delivered, writtenId: result.id, goneTarget: false };
  }
}

function failed(outcome: Ending, sent?: DeliveredWithTrace["sent"]): Written {
  return { delivered: { outcome, ...(sent ? { sent } : {}) }, writtenId: undefined, goneTarget: false };
}
