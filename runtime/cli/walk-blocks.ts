import { type Outcome, type OutcomeCounts, outcomeKinds } from "@trasvase/shared/outcome.ts";
import type { SourceRecord } from "@trasvase/shared/record.ts";
import type { OpenFlow } from "../engine/open.ts";
import type { FileRunSummary } from "../engine/run-files.ts";
import { cutLines } from "./line-blocks.ts";
import { forCaller, inputName, readBytes } from "./line-input.ts";
import type { LineOutput } from "./line-output.ts";
import { type WalkedBlock, walkBlock } from "./walk-block.ts";
import type { WalkThread, WalkThreadJob } from "./walk-threads.ts";

/** A run that has nothing but files around it. */
export interface BlockRun extends Omit<WalkThreadJob, "inputName"> {
  readonly flow: OpenFlow;
  /** The workers besides the parent; whoever started them stops them. */
  readonly threads: readonly WalkThread[];
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
  const { threads, input, output, onRejected, onProgress, flow, ...job } = run;
  const own = { flow, destination: job.destination, inputName: inputName(input) };
  for (const thread of threads) thread.begin({ ...job, inputName: own.inputName });
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
    for await (const block of cutLines(readBytes(input))) {
      while (underWay.length >= threads.length * blocksPerThread + mostUnwritten) await takeFirst();
      const thread = threads.find((one) => one.waiting < blocksPerThread);
      const walked = thread ? thread.walk(block) : walkBlock(own, block);
      underWay.push(walked);
      // What goes wrong is told when the block's turn comes; until then it must not end the process.
      const ended = walked.then(
        () => undefined,
        () => undefined,
      );
      if (!thread) await ended;
    }
    while (underWay.length > 0) await takeFirst();
    return { read, counts };
  } catch (error) {
    throw forCaller(error, input);
  }
}
