import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Control } from "./trouble.ts";

/** What a ledger did with one write: `repeat` is a create under a key it had honoured before. */
export interface LedgerLine {
  readonly does: "create" | "repeat" | "update";
  /** The idempotency key of a create, the entry's id of an update. */
  readonly by: string;
  readonly ref: string;
  readonly source: string;
  readonly key: string;
  readonly seq: number;
}

/** The ledger's process as the harness holds it. */
export class Ledger {
  readonly url: string;
  readonly #file: string;
  readonly #process: ChildProcess;

  private constructor(url: string, file: string, process: ChildProcess) {
    this.url = url;
    this.#file = file;
    this.#process = process;
  }

  /** Starts one that notes its writes in `file`. It ends with this process. */
  static async start(file: string): Promise<Ledger> {
    const script = fileURLToPath(new URL("./main.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", script, file], {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    const [port] = await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), "line");
    return new Ledger(`http://127.0.0.1:${port}`, file, child);
  }

  bookUrl(book: string): string {
    return `${this.url}/books/${book}`;
  }

  async control(told: Control): Promise<void> {
    const response = await fetch(`${this.url}/control`, { method: "POST", body: JSON.stringify(told) });
    if (!response.ok) throw new Error(`The ledger refused its orders: ${await response.text()}`);
  }

  /** Whether a record has arrived. */
  async has(book: string, ref: string): Promise<boolean> {
    const response = await fetch(`${this.bookUrl(book)}/entries?ref=${encodeURIComponent(ref)}`);
    const found: unknown = await response.json();
    return Array.isArray(found) && found.length > 0;
  }

  /** The writes of one book in the order of their arrival, from the file itself. */
  async *lines(book: string): AsyncGenerator<LedgerLine> {
    for await (const text of createInterface({ input: createReadStream(this.#file) })) {
      const line = JSON.parse(text) as [string, LedgerLine["does"], string, string, string, string, number];
      const [at, does, by, ref, source, key, seq] = line;
      if (at === book) yield { does, by, ref, source, key, seq };
    }
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }
}
