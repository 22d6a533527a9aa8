import { setTimeout as sleep } from "node:timers/promises";

/** One record of a source: the `seq`-th of its key. */
export interface Emission {
  readonly ref: string;
  readonly source: string;
  readonly key: string;
  readonly seq: number;
  /** False: the flow filters it. */
  readonly keep: boolean;
  readonly pad: string;
}

/** What a source emits. */
export interface EmitterOptions {
  readonly source: string;
  readonly records: number;
  readonly keys: number;
  /** Records of one delivery. */
  readonly batch?: number;
  /** Senders at once; the records of a key always leave through the same one, in order. */
  readonly senders?: number;
  /** Part of the deliveries that are sent again although they were accepted. */
  readonly repeats?: number;
  /** Deliveries per second over all senders; left out: as fast as they are accepted. */
  readonly deliveriesPerSecond?: number;
  readonly random: () => number;
}

const pad = "x".repeat(100);

/** A source that numbers what it sends, remembers what was accepted, and repeats what was not. */
export class Emitter {
  readonly source: string;
  readonly total: number;
  /** Records of deliveries that were answered 2xx. */
  accepted = 0;
  /** Records of deliveries that were accepted once more on purpose. */
  repeated = 0;
  /** Records of deliveries that were refused for good, by place in the order of making. */
  readonly refused: string[] = [];
  /** Deliveries that got another answer or none. */
  refusals = 0;
  /** How long each accepted delivery took, in milliseconds. */
  readonly tookMs: number[] = [];
  readonly #options: EmitterOptions;
  readonly #seqs = new Map<string, number>();
  #numbered = 0;
  #isStopped = false;

  constructor(options: EmitterOptions) {
    this.#options = options;
    this.source = options.source;
    this.total = options.records;
  }

  /** The next `count` records of one sender. */
  make(count: number, sender = 0, senders = 1): Emission[] {
    const { keys, random, source } = this.#options;
    return Array.from({ length: count }, () => {
      const key = `K${sender + senders * Math.floor((random() * keys) / senders)}`;
      const seq = (this.#seqs.get(key) ?? 0) + 1;
      this.#seqs.set(key, seq);
      return { ref: `${source}:${key}:${seq}`, source, key, seq, keep: seq % 5 !== 0, pad };
    });
  }

  /** How many records of each key were made so far. */
  seqs(): ReadonlyMap<string, number> {
    return this.#seqs;
  }

  /** Sends everything; resolves when the last delivery was accepted. */
  async sendAll(hookUrl: string): Promise<void> {
    const { senders = 4 } = this.#options;
    const share = Math.floor(this.total / senders);
    await Promise.all(
      Array.from({ length: senders }, (_, sender) =>
        this.#sendShare(hookUrl, sender, sender === 0 ? this.total - share * (senders - 1) : share),
      ),
    );
  }

  /** Sends the next delivery alone; resolves when it was accepted, with its records. */
  async sendOne(hookUrl: string): Promise<readonly Emission[]> {
    const records = this.make(this.#options.batch ?? 25);
    await this.deliverAll(hookUrl, records);
    return records;
  }

  /** Sends records made before, perhaps changed since, in order. */
  async deliverAll(hookUrl: string, records: readonly object[]): Promise<void> {
    const { batch = 25 } = this.#options;
    for (let at = 0; at < records.length; at += batch) {
      const part = records.slice(at, at + batch);
      const isTaken = await this.#deliver(
        hookUrl,
        `${this.source}-single-${this.#numbered++}`,
        printLines(part),
      );
      if (isTaken) this.accepted += part.length;
      else for (const record of part) this.refused.push(String("ref" in record ? record.ref : ""));
    }
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #sendShare(hookUrl: string, sender: number, share: number): Promise<void> {
    const { batch = 25, deliveriesPerSecond, random, repeats = 0, senders = 4 } = this.#options;
    for (let sent = 0, number = 0; sent < share && !this.#isStopped; number++) {
      const records = this.make(Math.min(batch, share - sent), sender, senders);
      const id = `${this.source}-${sender}-${number}`;
      const body = printLines(records);
      await this.#deliver(hookUrl, id, body);
      if (random() < repeats) {
        await Promise.all([this.#deliver(hookUrl, id, body), this.#deliver(hookUrl, id, body)]);
        this.repeated += 2 * records.length;
      }
      sent += records.length;
      this.accepted += records.length;
      if (deliveriesPerSecond) await sleep((1000 * senders) / deliveriesPerSecond);
    }
  }

  /** Sends one delivery until it is accepted, always under the same id. False: it was refused for good. */
  async #deliver(hookUrl: string, id: string, body: string): Promise<boolean> {
    for (let pauseMs = 50; !this.#isStopped; pauseMs = Math.min(pauseMs * 2, 1_000)) {
      const started = performance.now();
      try {
        const response = await fetch(hookUrl, {
          method: "POST",
          headers: { "content-type": "application/x-ndjson", "webhook-id": id },
          body,
          signal: AbortSignal.timeout(20_000),
        });
        await response.arrayBuffer();
        if (response.ok) {
          this.tookMs.push(performance.now() - started);
          return true;
        }
        if (response.status >= 400 && response.status < 500 && response.status !== 429) return false;
      } catch {
        // No answer: whether it was stored, only the id can tell.
      }
      this.refusals++;
      await sleep(pauseMs);
    }
    return false;
  }
}

function printLines(records: readonly object[]): string {
  return records.map((record) => JSON.stringify(record)).join("\n");
}
