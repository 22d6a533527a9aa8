import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { atMost, type Gate, sized, told } from "../gate.ts";
import { Product } from "../product.ts";
import { judge } from "../verdict.ts";

/** F2: the whole product killed with -9 while records come in; its database ends with it and recovers. */
export const serverKills: Gate = {
  id: "F2",
  fault: "kill -9 of the whole embedded server",
  async run(stage) {
    const { records, rounds } = sized(stage, {
      test: { rounds: 2, records: 200 },
      small: { rounds: 20, records: 12_000 },
      large: { rounds: 500, records: 300_000 },
    });
    const random = stage.random("kills");
    let product = await Product.start({ dataDir: join(stage.folder, "data"), environment: { WORKERS: "2" } });
    stage.later(() => product.stop());
    const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
    const emitter = new Emitter({
      source: "F2",
      records,
      keys: 200,
      batch: 50,
      random: stage.random("records"),
    });
    const sending = emitter.sendAll(flow.hookUrl);
    let slowestMs = 0;
    for (let round = 0; round < rounds; round++) {
      const share = ((round + 0.2 + 0.6 * random()) / rounds) * records;
      while (emitter.accepted < share) await sleep(5);
      await product.kill();
      const started = performance.now();
      product = await product.startAgain();
      slowestMs = Math.max(slowestMs, performance.now() - started);
    }
    await sending;
    const findings = await judge(stage, product, flow, emitter);
    const start = "slowest start after a kill";
    return [
      told("kills", rounds),
      told("records", records),
      // How fast is for `pnpm faults` alone: beside other tests a machine may be busy.
      stage.size === "test"
        ? told(start, `${(slowestMs / 1000).toFixed(1)} s`)
        : atMost(start, slowestMs / 1000, 5, " s"),
      ...findings,
    ];
  },
};
