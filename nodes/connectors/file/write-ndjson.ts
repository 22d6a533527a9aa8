import type { Json } from "@trasvase/shared/json.ts";

/** Where written text goes. */
export interface TextSink {
  append(text: string): Promise<void>;
}

const writeLength = 256 * 1024;

/** Writes a record per line, gathering lines into large writes; one write is under way while the next lines are gathered. */
export class NdjsonWriter {
  readonly #sink: TextSink;
  #text = "";
  #writing: Promise<void> = Promise.resolve();

  constructor(sink: TextSink) {
    this.#sink = sink;
  }

  /** Adds a line. Answers a promise only when it wrote; wait for it before adding more, or memory grows. Rejects when a write failed. */
  add(record: Json): Promise<void> | undefined {
    this.#text += `${JSON.stringify(record)}\n`;
    return this.#text.length >= writeLength ? this.#begin() : undefined;
  }

  /** Hands everything gathered to the sink, and waits until it has it. */
  async flush(): Promise<void> {
    await this.#begin();
    await this.#writing;
  }

  /** Begins to write what is gathered once the write before has ended. */
  async #begin(): Promise<void> {
    await this.#writing;
    const text = this.#text;
    this.#text = "";
    if (text === "") return;
    this.#writing = this.#sink.append(text);
    // Whoever adds or flushes next is told; until then nobody is waiting for it.
    this.#writing.catch(() => undefined);
  }
}
