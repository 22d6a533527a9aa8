import { setTimeout as sleep } from "node:timers/promises";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { atLeast, type Gate, sized, told } from "../gate.ts";
import { judge } from "../verdict.ts";
import { WorkerPool } from "../worker-pool.ts";

/** F14: records come in while nobody works, until the backlog is full and senders are put off; then it is drained. */
export const backlog: Gate = {
  id: "F14",
  fault: "backlog, then drain; back-pressure at the door",
  async run(stage) {
    const records = sized(stage, { test: 400, small: 100_000, large: 1_000_000 });
    const product = await stage.product();
    const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
    const random = stage.random("records");
    const emitter = new Emitter({ source: "F14", records, keys: 2_000, batch: 400, random });
    const sending = emitter.sendAll(flow.hookUrl);
    // At the sizes beyond the limit of the backlog, senders are put off sooner or later.
    const isBeyond = stage.size !== "test";
    while (isBeyond ? emitter.refusals < 20 : emitter.accepted < records) await sleep(50);
    const waiting = emitter.accepted;
    const refusals = emitter.refusals;
    const started = performance.now();
    await WorkerPool.start(stage, product, 2);
    await sending;
    const findings = await judge(stage, product, flow, emitter);
    const seconds = (performance.now() - started) / 1000;
    return [
      told("records", records),
      told("waiting when work began", waiting),
      told("drained/s", records / seconds),
      ...(isBeyond ? [atLeast("deliveries put off while it was full", refusals, 20)] : []),
      ...findings,
    ];
  },
};
