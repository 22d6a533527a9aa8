import { setTimeout as sleep } from "node:timers/promises";
import { NdjsonWriter } from "@trasvase/nodes/connectors/file/write-ndjson.ts";
import { ConnectorError, type RawRecord } from "@trasvase/shared/connector.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import type { Outcome, OutcomeCounts } from "@trasvase/shared/outcome.ts";
import type { SourceRecord } from "@trasvase/shared/record.ts";
import { openLiveDoor } from "../engine/effects.ts";
import { engineLimits } from "../engine/engine.ts";
import { noIntents } from "../engine/intents.ts";
import { WalkLinks } from "../engine/links.ts";
import { type OpenFlow, openFlow } from "../engine/open.ts";
import { type FileRunSummary, runFiles, writingLines } from "../engine/run-files.ts";
import { nothingBehind, type TracingEffects } from "../engine/stored-effects.ts";
import { Writers } from "../engine/write-calls.ts";
import { systems } from "../systems.ts";
import { CommandError, readArguments } from "./command.ts";
import { connectorTypes, readConnections } from "./connections-file.ts";
import { readLines } from "./line-input.ts";
import { type LineOutput, openLineOutput } from "./line-output.ts";
import { type CommandClients, openCommandClients } from "./memory-services.ts";
import { type PlannedFlow, planFlow } from "./plan-flow.ts";
import { tellProgress } from "./progress.ts";
import { onlyFlow, readFlow } from "./read-flow.ts";
import { openRejections } from "./rejections.ts";
import { walkBlocks } from "./walk-blocks.ts";

const usage =
  "trasvase run FLOW.json [--input FILE|-] [--output FILE|-] [--connections FILE] [--errors FILE] [--workers N]";

/** Runs a flow without a database. Exit code 0; 1 when records were rejected; 2 when flow, arguments or input cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, usage, {
    input: { type: "string", short: "i" },
    output: { type: "string", short: "o" },
    connections: { type: "string", short: "c" },
    errors: { type: "string", short: "e" },
    workers: { type: "string", short: "w" },
  });
  const file = await readFlow(onlyFlow(positionals, usage));
  const connections =
    values.connections === undefined ? new Map() : await readConnections(values.connections);
  const types = connectorTypes(connections) ?? new Map<string, string>();
  const { input, output } = values;
  const replaced = { source: input !== undefined, destination: output !== undefined };
  const workers = workersOf(values.workers);
  const planned = planFlow(file, types, replaced);
  const { plan } = planned;
  const flow = openFlow(plan, systems, types);
  if (!flow)
    throw new CommandError("The source step of this flow cannot be opened. Correct it and run it again.");
  const clients = openCommandClients(connections);
  const lines = output === undefined ? undefined : await openLineOutput(output);
  try {
    const job: Job = {
      flow,
      graph: file.graph,
      input,
      clients,
      types,
      lines,
      planned,
      errors: values.errors,
      workers,
    };
    const summary = await tellAndRun(job);
    await lines?.finish();
    return isClean(summary.counts) ? 0 : 1;
  } catch (error) {
    await lines?.abandon();
    if (error instanceof ConnectorError) throw new CommandError(error.message);
    throw error;
  } finally {
    await clients.close();
  }
}

interface Job {
  readonly flow: OpenFlow;
  readonly graph: Graph;
  readonly input: string | undefined;
  readonly clients: CommandClients;
  readonly types: ReadonlyMap<string, string>;
  readonly lines: LineOutput | undefined;
  readonly planned: PlannedFlow;
  readonly errors: string | undefined;
  readonly workers: number;
}

/** What a run tells while it goes on. */
interface Told {
  onRejected(record: SourceRecord, outcome: Outcome): void;
  onProgress(summary: FileRunSummary): void;
}

async function tellAndRun(job: Job): Promise<FileRunSummary> {
  const rejections = await openRejections(job.errors);
  const progress = tellProgress();
  const told = { onRejected: rejections.add, onProgress: progress.tell };
  try {
    const summary = await (hasOnlyFiles(job) && job.workers > 1
      ? runOnThreads(job, told)
      : runHere(job, told));
    await rejections.finish();
    progress.finish(summary);
    return summary;
  } catch (error) {
    await rejections.abandon();
    throw error;
  }
}

/** Whether nothing but files is around the flow: every step that would ask or write elsewhere is replaced. */
function hasOnlyFiles({ flow, planned }: Job): boolean {
  return flow.plan.steps
    .filter((step) => step.type === "source" || step.type === "lookup" || step.type === "destination")
    .every((step) => planned.replaced.includes(step.name));
}

async function runOnThreads(job: Job, told: Told): Promise<FileRunSummary> {
  const { graph, types, workers, input, lines, planned } = job;
  const destination = planned.replacedDestination?.name;
  if (input === undefined || !lines || destination === undefined) return await runHere(job, told);
  const { replaced } = planned;
  return await walkBlocks({ graph, types, workers, input, replaced, destination, output: lines, ...told });
}

async function runHere(job: Job, told: Told): Promise<FileRunSummary> {
  const { flow, lines, input, clients, planned } = job;
  if (job.workers > 1) {
    process.stderr.write(
      "One worker is used: several keep the order of the output only where files replace source and destination and nothing is looked up.\n",
    );
  }
  const stop = new AbortController();
  const writers = new Writers((connection) => clients.openWriter(connection));
  const onlyFiles = hasOnlyFiles(job);
  const live = onlyFiles ? nothingBehind("Nothing is connected.") : openDoor(job, writers, stop.signal);
  const writer = lines && new NdjsonWriter(lines);
  const step = planned.replacedDestination?.name;
  try {
    const summary = await runFiles({
      flow,
      batches: input === undefined ? readSource(flow, clients) : readLines(input),
      effects: writer && step !== undefined ? writingLines(live, step, writer) : live,
      onlyFiles,
      flush: () => writers.flush(),
      wait: (milliseconds) => sleep(milliseconds),
      ...told,
    });
    await writer?.flush();
    return summary;
  } finally {
    stop.abort();
    await writers.close();
  }
}

const mostWorkers = 64;

function workersOf(text: string | undefined): number {
  if (text === undefined) return 1;
  const workers = Number(text);
  if (Number.isInteger(workers) && workers >= 1 && workers <= mostWorkers) return workers;
  throw new CommandError(`--workers has to be a whole number from 1 to ${mostWorkers}.\nUsage: ${usage}`);
}

function openDoor(job: Job, writers: Writers, signal: AbortSignal): TracingEffects {
  const { flow, types, clients } = job;
  const { connection, resource } = flow.source;
  return openLiveDoor({
    opened: flow.opened,
    connections: types,
    connectors: systems.connectors,
    links: new WalkLinks({ connection, resource }),
    reader: (name) => clients.reader(name),
    writers,
    intents: noIntents,
    onBroken: async (name, error) => void process.stderr.write(`${name}: ${error.message}\n`),
    looksInto: () => 0,
    wait: (milliseconds) => sleep(milliseconds, undefined, { signal }),
    callTimeoutMs: engineLimits.callTimeoutMs,
    matchWaitMs: engineLimits.matchWaitMs,
    signal,
  });
}

async function* readSource(flow: OpenFlow, clients: CommandClients): AsyncGenerator<readonly RawRecord[]> {
  const { connection, resource, options } = flow.source;
  const reader = await clients.reader(connection);
  const { signal } = new AbortController();
  for await (const batch of reader.read({ resource, options, cursor: undefined, signal }))
    yield batch.records;
}

function isClean(counts: OutcomeCounts): boolean {
  return !counts.rejected && !counts.unknown && !counts.retrying;
}
