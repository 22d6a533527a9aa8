import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { exactly, type Gate, sized, told } from "../gate.ts";
import { readClaims } from "../oracle.ts";
import { judge } from "../verdict.ts";
import { WorkerPool } from "../worker-pool.ts";

/** F7: senders that repeat what was accepted, at once, later, and several at a time. */
export const repeatedDeliveries: Gate = {
  id: "F7",
  fault: "duplicate and out-of-order webhook deliveries",
  async run(stage) {
    const records = sized(stage, { test: 200, small: 5_000, large: 1_000_000 });
    const product = await stage.product();
    await WorkerPool.start(stage, product, 2);
    const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
    const random = stage.random("records");
    const emitter = new Emitter({
      source: "F7",
      records,
      keys: 200,
      batch: 5,
      senders: 8,
      repeats: 0.5,
      random,
    });
    await emitter.sendAll(flow.hookUrl);
    const findings = await judge(stage, product, flow, emitter);
    const { repeated } = await readClaims(product, flow.id);
    return [
      told("records", records),
      exactly("records counted as repeated", repeated, emitter.repeated),
      ...findings,
    ];
  },
};
