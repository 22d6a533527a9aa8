import { setFlagsFromString } from "node:v8";
import { NdjsonWriter } from "@trasvase/nodes/connectors/file/write-ndjson.ts";
import { type FileRunSummary, runFiles, writingLines } from "../engine/run-files.ts";
import { nothingBehind } from "../engine/stored-effects.ts";
import { readLines } from "./line-input.ts";
import type { LineOutput } from "./line-output.ts";
import type { RunJob, RunTold } from "./run-job.ts";
import { walkBlocks } from "./walk-blocks.ts";

/** A job that has nothing but files around it: every step that would ask or write elsewhere is replaced. */
export interface LineJob extends RunJob {
  readonly input: string;
  readonly lines: LineOutput;
  /** The destination in whose place lines are written. */
  readonly destination: string;
}

/** The job as one between two files; undefined when some step of it needs a system. */
export function asLineJob(job: RunJob): LineJob | undefined {
  const { flow, planned, input, lines } = job;
  const destination = planned.replacedDestination?.name;
  const isOffline = flow.plan.steps
    .filter((step) => step.type === "source" || step.type === "lookup" || step.type === "destination")
    .every((step) => planned.replaced.includes(step.name));
  if (!isOffline || input === undefined || !lines || destination === undefined) return undefined;
  return { ...job, input, lines, destination };
}

/** Walks from file to file; in several threads when asked to. */
export async function runLines(job: LineJob, told: RunTold): Promise<FileRunSummary> {
  const { flow, graph, types, threads, input, lines, destination } = job;
  collectEarly();
  if (threads.length > 0) {
    const { replaced } = job.planned;
    return await walkBlocks({
      flow,
      graph,
      types,
      threads,
      input,
      replaced,
      destination,
      output: lines,
      ...told,
    });
  }
  const writer = new NdjsonWriter(lines);
  const summary = await runFiles({
    flow,
    batches: readLines(input),
    effects: writingLines(nothingBehind("Nothing is connected."), destination, writer),
    onlyFiles: true,
    flush: async () => {},
    wait: async () => {},
    ...told,
  });
  await writer.flush();
  return summary;
}

/**
 * JSON.parse keeps short texts in the old generation, which V8 lets grow to several times what lives. Collected at half as much again, a
 * million records need 5 % more memory than a hundred thousand instead of a quarter more, for one per cent of the time.
 */
function collectEarly(): void {
  setFlagsFromString("--heap-growing-percent=50");
}
