import { setTimeout as sleep } from "node:timers/promises";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { type Gate, sized, told } from "../gate.ts";
import { judge } from "../verdict.ts";
import { WorkerPool } from "../worker-pool.ts";

/** F4: workers stopped for longer than their lease, and woken when others have taken over their work. */
export const pausedWorkers: Gate = {
  id: "F4",
  fault: "SIGSTOP of a worker beyond its lease, then SIGCONT",
  async run(stage) {
    const { pauses, records } = sized(stage, {
      test: { pauses: 1, records: 200 },
      small: { pauses: 5, records: 6_000 },
      large: { pauses: 200, records: 400_000 },
    });
    const random = stage.random("pauses");
    const product = await stage.product();
    const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
    const pool = await WorkerPool.start(stage, product, 2);
    const emitter = new Emitter({
      source: "F4",
      records,
      keys: 200,
      batch: 50,
      random: stage.random("records"),
    });
    const sending = emitter.sendAll(flow.hookUrl);
    for (let pause = 0; pause < pauses; pause++) {
      while (emitter.accepted < ((pause + 0.2) / pauses) * records) await sleep(5);
      const worker = pool.workers[Math.floor(random() * pool.workers.length)];
      worker?.process.kill("SIGSTOP");
      // The lease lasts 2 s in these tests.
      await sleep(3_000 + 500 * random());
      worker?.process.kill("SIGCONT");
      await sleep(300);
    }
    await sending;
    const findings = await judge(stage, product, flow, emitter);
    return [told("pauses", pauses), told("records", records), ...findings];
  },
};
