import { parentPort } from "node:worker_threads";
import { makePlan } from "@trasvase/shared/plan.ts";
import { type BlockWalk, walkBlock } from "./cli/walk-block.ts";
import type { WalkThreadAnswer, WalkThreadJob, WalkThreadRequest } from "./cli/walk-threads.ts";
import { openFlow } from "./engine/open.ts";
import { offlineSystems } from "./offline-systems.ts";

/*
 * One thread of `trasvase run --workers N`: its job first, then for each block of lines in, the lines that come out.
 */
let walk: BlockWalk | undefined;

function open({ graph, types, replaced, destination, inputName }: WalkThreadJob): BlockWalk {
  const { plan } = makePlan(graph, {
    nodes: offlineSystems.nodes,
    connectors: offlineSystems.connectors,
    connections: types,
    replaced: new Set(replaced),
  });
  const flow = plan && openFlow(plan, offlineSystems, types);
  if (!flow) throw new Error("A thread could not plan the flow that its parent has planned.");
  return { flow, destination, inputName };
}

parentPort?.on("message", (request: WalkThreadRequest) => {
  if ("job" in request) {
    walk = open(request.job);
    return;
  }
  if (!walk) throw new Error("A thread was given a block before its job.");
  void walkBlock(walk, request.block).then((walked) => {
    const answer: WalkThreadAnswer = { ...walked, sequence: request.sequence };
    parentPort?.postMessage(answer, [answer.bytes.buffer]);
  });
});
