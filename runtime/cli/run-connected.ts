import { setTimeout as sleep } from "node:timers/promises";
import { NdjsonWriter } from "@trasvase/nodes/connectors/file/write-ndjson.ts";
import type { RawRecord } from "@trasvase/shared/connector.ts";
import { openLiveDoor } from "../engine/effects.ts";
import { engineLimits } from "../engine/engine.ts";
import { noIntents } from "../engine/intents.ts";
import { noLinks, WalkLinks } from "../engine/links.ts";
import { kindOfRecords, type OpenFlow } from "../engine/open.ts";
import { type FileRunSummary, runFiles, writingLines } from "../engine/run-files.ts";
import type { TracingEffects } from "../engine/stored-effects.ts";
import { Writers } from "../engine/write-calls.ts";
import { systems } from "../systems.ts";
import { readLines } from "./line-input.ts";
import { type CommandClients, openCommandClients } from "./memory-services.ts";
import type { RunJob, RunTold } from "./run-job.ts";

/** Runs a flow that reads, asks or writes other systems, with their clients. */
export async function runConnected(job: RunJob, told: RunTold): Promise<FileRunSummary> {
  const { flow, lines, input, planned, connections } = job;
  if (job.threads.length > 0) {
    process.stderr.write(
      "One worker is used: several keep the order of the output only where files replace source and destination and nothing is looked up.\n",
    );
  }
  const clients = openCommandClients(connections);
  const stop = new AbortController();
  const writers = new Writers((connection) => clients.openWriter(connection));
  const live = openDoor(job, clients, writers, stop.signal);
  const writer = lines && new NdjsonWriter(lines);
  const step = planned.replacedDestination?.name;
  try {
    const summary = await runFiles({
      flow,
      batches: input === undefined ? readSource(flow, clients) : readLines(input),
      effects: writer && step !== undefined ? writingLines(live, step, writer) : live,
      onlyFiles: false,
      flush: () => writers.flush(),
      wait: (milliseconds) => sleep(milliseconds),
      ...told,
    });
    await writer?.flush();
    return summary;
  } finally {
    stop.abort();
    await writers.close();
    await clients.close();
  }
}

function openDoor(
  job: RunJob,
  clients: CommandClients,
  writers: Writers,
  signal: AbortSignal,
): TracingEffects {
  const { flow, types } = job;
  const { connection, resource } = flow.source;
  return openLiveDoor({
    opened: flow.opened,
    connections: types,
    connectors: systems.connectors,
    links:
      kindOfRecords(flow) === "event"
        ? noLinks({ connection, resource })
        : new WalkLinks({ connection, resource }),
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
