import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Graph } from "@trasvase/shared/graph.ts";
import { type Outcome, type OutcomeCounts, outcomeKinds } from "@trasvase/shared/outcome.ts";
import type { SourceRecord } from "@trasvase/shared/record.ts";
import type { FileRunSummary } from "../engine/run-files.ts";
import { cutLines, type LineBlock } from "./line-blocks.ts";
import { forCaller, inputName, readBytes } from "./line-input.ts";
import type { LineOutput } from "./line-output.ts";

/** What a thread is started with. */
export interface WalkWorkerData {
  readonly graph: Graph;
  readonly types: ReadonlyMap<string, string>;
  readonly replaced: readonly string[];
  /** The destination in whose place lines are written. */
  readonly destination: string;
  readonly inputName: string;
}

/** A block on its way to a thread. */
export interface BlockRequest extends LineBlock {
  readonly sequence: number;
}

/** A block walked: the lines that came out and what became of its records. */
export interface BlockAnswer {
  readonly sequence: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly read: number;
  readonly counts: OutcomeCounts;
  readonly rejections: readonly { readonly record: SourceRecord; readonly outcome: Outcome }[];
}

/** A run that has nothing but files around it. */
export interface BlockRun extends Omit<WalkWorkerData, "inputName"> {
  readonly workers: number;
  readonly input: string;
  readonly output: LineOutput;
  onRejected(record: SourceRecord, outcome: Outcome): void;
  onProgress(summary: FileRunSummary): void;
}

/** Blocks that a thread has before it: one in work, one waiting, so that none is ever idle. */
const blocksPerWorker = 2;

/** Walks the lines of a file in several threads; the output has the order of the input. Memory stays bounded by the blocks under way. */
export async function walkBlocks(run: BlockRun): Promise<FileRunSummary> {
  const { workers, input, output, onRejected, onProgress, ...data } = run;
  const threads = Array.from({ length: workers }, () => new Thread({ ...data, inputName: inputName(input) }));
  const underWay: Promise<BlockAnswer>[] = [];
  const counts: OutcomeCounts = {};
  let read = 0;
  const takeFirst = async () => {
    const answer = await underWay.shift();
    if (!answer) return;
    read += answer.read;
    for (const kind of outcomeKinds) {
      const count = answer.counts[kind];
      if (count) counts[kind] = (counts[kind] ?? 0) + count;
    }
    if (answer.bytes.length > 0) await output.append(answer.bytes);
    for (const { record, outcome } of answer.rejections) onRejected(record, outcome);
    onProgress({ read, counts });
  };
  try {
    let sequence = 0;
    for await (const block of cutLines(readBytes(input))) {
      if (underWay.length >= workers * blocksPerWorker) await takeFirst();
      const walked = threads[sequence % workers]?.walk({ ...block, sequence });
      if (walked) underWay.push(walked);
      sequence++;
    }
    while (underWay.length > 0) await takeFirst();
    return { read, counts };
  } catch (error) {
    throw forCaller(error, input);
  } finally {
    for (const one of underWay) one.catch(() => undefined);
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve(answer: BlockAnswer): void; reject(error: unknown): void }>();

  constructor(data: WalkWorkerData) {
    // The same name beside this file in the bundle and beside its folder in the sources.
    const ending = extname(new URL(import.meta.url).pathname);
    const place = ending === ".ts" ? "../walk-worker.ts" : "./walk-worker.js";
    this.#worker = new Worker(fileURLToPath(new URL(place, import.meta.url)), { workerData: data });
    this.#worker.on("message", (answer: BlockAnswer) => {
      this.#waiting.get(answer.sequence)?.resolve(answer);
      this.#waiting.delete(answer.sequence);
    });
    this.#worker.on("error", (error) => {
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
  }

  walk(request: BlockRequest): Promise<BlockAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.sequence, { resolve, reject });
      this.#worker.postMessage(request, [request.bytes.buffer]);
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
