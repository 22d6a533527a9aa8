import { setTimeout as sleep } from "node:timers/promises";
import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { NdjsonWriter } from "@trasvase/nodes/connectors/file/write-ndjson.ts";
import { connectors } from "@trasvase/nodes/connectors/runners.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import type { RawRecord } from "@trasvase/shared/connector.ts";
import { ConnectorError } from "@trasvase/shared/connector.ts";
import type { OutcomeCounts } from "@trasvase/shared/outcome.ts";
import { openLiveDoor } from "../engine/effects.ts";
import { engineLimits } from "../engine/engine.ts";
import { noIntents } from "../engine/intents.ts";
import { WalkLinks } from "../engine/links.ts";
import { type OpenFlow, openFlow } from "../engine/open.ts";
import { type FileRunSummary, runFiles, writingLines } from "../engine/run-files.ts";
import { nothingBehind, type TracingEffects } from "../engine/stored-effects.ts";
import { Writers } from "../engine/write-calls.ts";
import { CommandError, readArguments } from "./command.ts";
import { connectorTypes, readConnections } from "./connections-file.ts";
import { readLines } from "./line-input.ts";
import { type LineOutput, openLineOutput } from "./line-output.ts";
import { type CommandClients, openCommandClients } from "./memory-services.ts";
import { planFlow } from "./plan-flow.ts";
import { tellProgress } from "./progress.ts";
import { onlyFlow, readFlow } from "./read-flow.ts";
import { openRejections } from "./rejections.ts";

const usage =
  "trasvase run FLOW.json [--input FILE|-] [--output FILE|-] [--connections FILE] [--errors FILE] [--workers N]";

const systems = { nodes: nodeCatalog, runners, connectors: connectorCatalog, clients: connectors };

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
  const { plan, replacedDestination } = planFlow(file, types, replaced);
  const flow = openFlow(plan, systems, types);
  if (!flow)
    throw new CommandError("The source step of this flow cannot be opened. Correct it and run it again.");
  const clients = openCommandClients(connections);
  const lines = output === undefined ? undefined : await openLineOutput(output);
  try {
    const batches = input === undefined ? readSource(flow, clients) : readLines(input);
    const summary = await runOn({
      flow,
      batches,
      clients,
      types,
      lines,
      replaced: replacedDestination?.name,
      errors: values.errors,
    });
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
  readonly batches: AsyncIterable<readonly RawRecord[]>;
  readonly clients: CommandClients;
  readonly types: ReadonlyMap<string, string>;
  readonly lines: LineOutput | undefined;
  /** The destination in whose place lines are written. */
  readonly replaced: string | undefined;
  readonly errors: string | undefined;
}

async function runOn(job: Job): Promise<FileRunSummary> {
  const { flow, lines } = job;
  const stop = new AbortController();
  const writers = new Writers((connection) => job.clients.openWriter(connection));
  const steps = flow.plan.steps.filter((step) => step.type === "lookup" || step.type === "destination");
  const onlyFiles = steps.every((step) => step.name === job.replaced);
  const live = onlyFiles ? nothingBehind("Nothing is connected.") : openDoor(job, writers, stop.signal);
  const writer = lines && new NdjsonWriter(lines);
  const effects = writer && job.replaced !== undefined ? writingLines(live, job.replaced, writer) : live;
  const rejections = await openRejections(job.errors);
  const progress = tellProgress();
  try {
    const summary = await runFiles({
      flow,
      batches: job.batches,
      effects,
      onlyFiles,
      flush: () => writers.flush(),
      onRejected: rejections.add,
      onProgress: progress.tell,
      wait: (milliseconds) => sleep(milliseconds),
    });
    await writer?.flush();
    await rejections.finish();
    progress.finish(summary);
    return summary;
  } catch (error) {
    await rejections.abandon();
    throw error;
  } finally {
    stop.abort();
    await writers.close();
  }
}

function openDoor(job: Job, writers: Writers, signal: AbortSignal): TracingEffects {
  const { flow, types, clients } = job;
  const { connection, resource } = flow.source;
  return openLiveDoor({
    opened: flow.opened,
    connections: types,
    connectors: connectorCatalog,
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
