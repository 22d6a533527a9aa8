import { setTimeout as sleep } from "node:timers/promises";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { type Gate, sized, told } from "../gate.ts";
import { judge } from "../verdict.ts";
import { WorkerPool } from "../worker-pool.ts";

/** F1: workers killed with -9 at random, while records come in. */
export const workerKills: Gate = {
  id: "F1",
  fault: "kill -9 of workers at random",
  async run(stage) {
    const { kills, records } = sized(stage, {
      test: { kills: 2, records: 400 },
      small: { kills: 10, records: 24_000 },
      large: { kills: 1_000, records: 2_400_000 },
    });
    const random = stage.random("kills");
    const product = await stage.product();
    const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
    const pool = await WorkerPool.start(stage, product, sized(stage, { test: 2, small: 4, large: 4 }));
    const emitter = new Emitter({
      source: "F1",
      records,
      keys: 400,
      batch: 50,
      random: stage.random("records"),
    });
    const started = performance.now();
    const sending = emitter.sendAll(flow.hookUrl);
    for (let kill = 0; kill < kills; kill++) {
      // Spread over the stream: the next kill comes when its share of the records has been accepted.
      const share = ((kill + 0.3 + 0.4 * random()) / kills) * records;
      while (emitter.accepted < share) await sleep(10);
      await pool.killOne(random);
    }
    await sending;
    const sent = (performance.now() - started) / 1000;
    const findings = await judge(stage, product, flow, emitter);
    const seconds = (performance.now() - started) / 1000;
    return [
      told("kills", kills),
      told("records", records),
      told("accepted after", `${sent.toFixed(1)} s`),
      told("records/s", records / seconds),
      ...findings,
    ];
  },
};
