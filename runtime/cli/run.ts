import { ConnectorError } from "@trasvase/shared/connector.ts";
import type { OutcomeCounts } from "@trasvase/shared/outcome.ts";
import { openFlow } from "../engine/open.ts";
import type { FileRunSummary } from "../engine/run-files.ts";
import { offlineSystems } from "../offline-systems.ts";
import { CommandError } from "./command.ts";
import { connectorTypes, readConnections } from "./connections-file.ts";
import { openLineOutput } from "./line-output.ts";
import { planFlow } from "./plan-flow.ts";
import { tellProgress } from "./progress.ts";
import { readFlow } from "./read-flow.ts";
import { openRejections } from "./rejections.ts";
import type { RunJob, RunTold } from "./run-job.ts";
import { asLineJob, runLines } from "./run-lines.ts";
import type { RunRequest } from "./run-request.ts";
import type { WalkThread } from "./walk-threads.ts";

/** Runs a flow without a database. Exit code 0, or 1 when records were rejected. Throws {@link CommandError} for what cannot be used. */
export async function runFlow(request: RunRequest, threads: readonly WalkThread[]): Promise<number> {
  const { input, output } = request;
  const file = await readFlow(request.flow);
  const connections =
    request.connections === undefined ? new Map() : await readConnections(request.connections);
  const types = connectorTypes(connections) ?? new Map<string, string>();
  const planned = planFlow(file, types, { source: input !== undefined, destination: output !== undefined });
  const flow = openFlow(planned.plan, offlineSystems, types);
  if (!flow)
    throw new CommandError("The source step of this flow cannot be opened. Correct it and run it again.");
  const lines = output === undefined ? undefined : await openLineOutput(output);
  try {
    const job: RunJob = { flow, graph: file.graph, planned, connections, types, input, lines, threads };
    const summary = await tellAndRun(job, request.errors);
    await lines?.finish();
    return isClean(summary.counts) ? 0 : 1;
  } catch (error) {
    await lines?.abandon();
    if (error instanceof ConnectorError) throw new CommandError(error.message);
    throw error;
  }
}

async function tellAndRun(job: RunJob, errors: string | undefined): Promise<FileRunSummary> {
  const rejections = await openRejections(errors);
  const progress = tellProgress();
  const told: RunTold = { onRejected: rejections.add, onProgress: progress.tell };
  try {
    const summary = await runJob(job, told);
    await rejections.finish();
    progress.finish(summary);
    return summary;
  } catch (error) {
    await rejections.abandon();
    throw error;
  }
}

async function runJob(job: RunJob, told: RunTold): Promise<FileRunSummary> {
  const lineJob = asLineJob(job);
  if (lineJob) return await runLines(lineJob, told);
  // Loaded only when a system is called: the clients are the larger half of the program.
  const { runConnected } = await import("./run-connected.ts");
  return await runConnected(job, told);
}

function isClean(counts: OutcomeCounts): boolean {
  return !counts.rejected && !counts.unknown && !counts.retrying;
}
