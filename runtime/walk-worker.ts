import { parentPort, workerData } from "node:worker_threads";
import { connectorCatalog, nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { readNdjson } from "@trasvase/nodes/connectors/file/read-ndjson.ts";
import { runners } from "@trasvase/nodes/pure.ts";
import type { Outcome } from "@trasvase/shared/outcome.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import type { BlockAnswer, BlockRequest, WalkWorkerData } from "./cli/walk-blocks.ts";
import { openFlow } from "./engine/open.ts";
import { runFiles, writingLines } from "./engine/run-files.ts";
import type { QueuedRecord } from "./engine/source-records.ts";
import { nothingBehind } from "./engine/stored-effects.ts";

/*
 * One thread of `trasvase run --workers N`: walks blocks of lines of a flow that has nothing but files around it. A block in, its lines out.
 */
const { graph, types, replaced, destination, inputName } = workerData as WalkWorkerData;
const systems = { nodes: nodeCatalog, runners, connectors: connectorCatalog, clients: {} };
const { plan } = makePlan(graph, {
  nodes: nodeCatalog,
  connectors: connectorCatalog,
  connections: types,
  replaced: new Set(replaced),
});
const flow = plan && openFlow(plan, systems, types);
if (!flow) throw new Error("A thread could not plan the flow that its parent has planned.");

async function* recordsOf({ bytes, linesBefore }: BlockRequest) {
  const options = { name: inputName, ...(linesBefore === 0 ? {} : { linesBefore }) };
  for await (const { records } of readNdjson(only(bytes), options)) yield records;
}

async function* only(bytes: Uint8Array) {
  yield bytes;
}

async function walkBlock(request: BlockRequest): Promise<BlockAnswer> {
  if (!flow) throw new Error("There is no flow.");
  let text = "";
  const rejections: { record: QueuedRecord; outcome: Outcome }[] = [];
  const lines = {
    add(record: unknown): undefined {
      text += `${JSON.stringify(record)}\n`;
    },
  };
  const { read, counts } = await runFiles({
    flow,
    batches: recordsOf(request),
    effects: writingLines(nothingBehind("Nothing is connected."), destination, lines),
    onlyFiles: true,
    readBefore: request.recordsBefore,
    flush: async () => {},
    onRejected: (record, outcome) => rejections.push({ record, outcome }),
    wait: async () => {},
  });
  return { sequence: request.sequence, bytes: new TextEncoder().encode(text), read, counts, rejections };
}

parentPort?.on("message", (request: BlockRequest) => {
  void walkBlock(request).then((answer) => parentPort?.postMessage(answer, [answer.bytes.buffer]));
});
