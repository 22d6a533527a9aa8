import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Graph } from "@trasvase/shared/graph.ts";
import type { LineBlock } from "./line-blocks.ts";
import type { WalkedBlock } from "./walk-block.ts";

/** What a thread is to do with the blocks it gets. */
export interface WalkThreadJob {
  readonly graph: Graph;
  readonly types: ReadonlyMap<string, string>;
  readonly replaced: readonly string[];
  /** The destination in whose place lines are written. */
  readonly destination: string;
  readonly inputName: string;
}

/** What a thread is sent: its job first, then blocks. */
export type WalkThreadRequest =
  | { readonly job: WalkThreadJob }
  | { readonly sequence: number; readonly block: LineBlock };

export interface WalkThreadAnswer extends WalkedBlock {
  readonly sequence: number;
}

/** A thread that walks blocks of lines. It loads as soon as it is made, so make it before anything it needs is known. */
export class WalkThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<
    number,
    { resolve(answer: WalkThreadAnswer): void; reject(error: unknown): void }
  >();
  #sequence = 0;
  #failure: unknown;

  constructor() {
    // The same name beside this file in the bundle and beside its folder in the sources.
    const ending = extname(new URL(import.meta.url).pathname);
    const place = ending === ".ts" ? "../walk-worker.ts" : "./walk-worker.js";
    this.#worker = new Worker(fileURLToPath(new URL(place, import.meta.url)));
    this.#worker.on("message", (answer: WalkThreadAnswer) => {
      this.#waiting.get(answer.sequence)?.resolve(answer);
      this.#waiting.delete(answer.sequence);
    });
    this.#worker.on("error", (error) => {
      this.#failure = error;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
  }

  /** Blocks it has been given and not answered. */
  get waiting(): number {
    return this.#waiting.size;
  }

  begin(job: WalkThreadJob): void {
    this.#send({ job }, []);
  }

  /** Walks a block, whose bytes belong to the thread from now on. */
  walk(block: LineBlock): Promise<WalkThreadAnswer> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const sequence = this.#sequence++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(sequence, { resolve, reject });
      this.#send({ sequence, block }, [block.bytes.buffer]);
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #send(request: WalkThreadRequest, moved: readonly ArrayBuffer[]): void {
    this.#worker.postMessage(request, [...moved]);
  }
}
