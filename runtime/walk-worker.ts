import { parentPort, workerData } from "node:worker_threads";
import { makePlan } from "@trasvase/shared/plan.ts";
import { walkBlock } from "./cli/walk-block.ts";
import type { BlockAnswer, BlockRequest, WalkWorkerData } from "./cli/walk-blocks.ts";
import { openFlow } from "./engine/open.ts";
import { offlineSystems } from "./offline-systems.ts";

/*
 * One thread of `trasvase run --workers N`: a block of lines in, its lines out.
 */
const { graph, types, replaced, destination, inputName } = workerData as WalkWorkerData;
const { plan } = makePlan(graph, {
  nodes: offlineSystems.nodes,
  connectors: offlineSystems.connectors,
  connections: types,
  replaced: new Set(replaced),
});
const flow = plan && openFlow(plan, offlineSystems, types);
if (!flow) throw new Error("A thread could not plan the flow that its parent has planned.");
const walk = { flow, destination, inputName };

parentPort?.on("message", (request: BlockRequest) => {
  void walkBlock(walk, request).then((walked) => {
    const answer: BlockAnswer = { ...walked, sequence: request.sequence };
    parentPort?.postMessage(answer, [answer.bytes.buffer]);
  });
});
