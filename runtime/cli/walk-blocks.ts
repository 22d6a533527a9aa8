import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Graph } from "@trasvase/shared/graph.ts";
import { type Outcome, type OutcomeCounts, outcomeKinds } from "@trasvase/shared/outcome.ts";
import type { SourceRecord } from "@trasvase/shared/record.ts";
import type { OpenFlow } from "../engine/open.ts";
import type { FileRunSummary } from "../engine/run-files.ts";
import { cutLines, type LineBlock } from "./line-blocks.ts";
import { forCaller, inputName, readBytes } from "./line-input.ts";
import type { LineOutput } from "./line-output.ts";
import { type WalkedBlock, walkBlock } from "./walk-block.ts";

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

export interface BlockAnswer extends WalkedBlock {
  readonly sequence: number;
}

/** A run that has nothing but files around it. */
export interface BlockRun extends Omit<WalkWorkerData, "inputName"> {
  readonly flow: OpenFlow;
  readonly workers: number;
  readonly input: string;
  readonly output: LineOutput;
  onRejected(record: SourceRecord, outcome: Outcome): void;
  onProgress(summary: FileRunSummary): void;
}

/** Blocks that a thread has before it: one in work, one waiting, so that none is ever idle. */
const blocksPerThread = 2;
/** Blocks walked and not yet written, because one before them is not done, that make the parent wait. */
const mostUnwritten = 4;

/**
 * Walks the lines of a file with several workers: the parent is one, and takes a block itself whenever every thread has enough to do. The
 * output has the order of the input. Memory stays bounded by the blocks under way.
 */
export async function walkBlocks(run: BlockRun): Promise<FileRunSummary> {
  const { workers, input, output, onRejected, onProgress, flow, ...data } = run;
  const own = { flow, destination: data.destination, inputName: inputName(input) };
  const threads = Array.from(
    { length: workers - 1 },
    () => new Thread({ ...data, inputName: own.inputName }),
  );
  const underWay: Promise<WalkedBlock>[] = [];
  const counts: OutcomeCounts = {};
  let read = 0;
  const takeFirst = async () => {
    const walked = await underWay.shift();
    if (!walked) return;
    read += walked.read;
    for (const kind of outcomeKinds) {
      const count = walked.counts[kind];
      if (count) counts[kind] = (counts[kind] ?? 0) + count;
    }
    if (walked.bytes.length > 0) await output.append(walked.bytes);
    for (const { record, outcome } of walked.rejections) onRejected(record, outcome);
    onProgress({ read, counts });
  };
  try {
    let sequence = 0;
    for await (const block of cutLines(readBytes(input))) {
      while (underWay.length >= threads.length * blocksPerThread + mostUnwritten) await takeFirst();
      const thread = threads.find((one) => one.waiting < blocksPerThread);
      const walked = thread ? thread.walk({ ...block, sequence }) : walkBlock(own, block);
      underWay.push(walked);
      // What goes wrong is told when the block's turn comes; until then it must not end the process.
      const ended = walked.then(
        () => undefined,
        () => undefined,
      );
      if (!thread) await ended;
      sequence++;
    }
    while (underWay.length > 0) await takeFirst();
    return { read, counts };
  } catch (error) {
    throw forCaller(error, input);
  } finally {
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

  /** Blocks it has been given and not answered. */
  get waiting(): number {
    return this.#waiting.size;
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
