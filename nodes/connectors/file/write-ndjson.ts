import type { Json } from "@trasvase/shared/json.ts";

/** Where written text goes. */
export interface TextSink {
  append(text: string): Promise<void>;
}

const writeLength = 256 * 1024;

/** Writes a record per line, gathering lines into large writes. */
export class NdjsonWriter {
  readonly #sink: TextSink;
  #text = "";

  constructor(sink: TextSink) {
    this.#sink = sink;
  }

  /** Adds a line. Answers a promise only when it wrote; wait for it before adding more, or memory grows. */
  add(record: Json): Promise<void> | undefined {
    this.#text += `${JSON.stringify(record)}\n`;
    return this.#text.length >= writeLength ? this.flush() : undefined;
  }

  /** Hands everything gathered to the sink. */
  async flush(): Promise<void> {
    const text = this.#text;
    this.#text = "";
    if (text !== "") await this.#sink.append(text);
  }
}
