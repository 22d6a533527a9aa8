import { fileURLToPath, pathToFileURL } from "node:url";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { type Gate, sized, told } from "../gate.ts";
import { judge } from "../verdict.ts";
import { WorkerPool } from "../worker-pool.ts";

const hour = 3_600_000;
const preload = pathToFileURL(fileURLToPath(new URL("../skewed-clock.mjs", import.meta.url))).href;

/** F8: workers whose clocks differ from the database's and from each other's, killed now and then. */
export const skewedClocks: Gate = {
  id: "F8",
  fault: "clocks of the workers ±1 h and ±1 day from the database's",
  async run(stage) {
    const records = sized(stage, { test: 400, small: 8_000, large: 400_000 });
    const kills = sized(stage, { test: 1, small: 8, large: 200 });
    const skews = stage.size === "test" ? [-24 * hour, hour] : [-24 * hour, -hour, hour, 24 * hour];
    const product = await stage.product();
    const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
    const pool = await WorkerPool.start(stage, product, 0);
    const addSkewed = (skew: number) =>
      pool.add({ environment: { CLOCK_SKEW_MS: String(skew), NODE_OPTIONS: `--import=${preload}` } });
    for (const skew of skews) await addSkewed(skew);
    const random = stage.random("kills");
    const emitter = new Emitter({
      source: "F8",
      records,
      keys: 100,
      batch: 20,
      random: stage.random("records"),
    });
    const sending = emitter.sendAll(flow.hookUrl);
    for (let kill = 0; kill < kills; kill++) {
      while (emitter.accepted < ((kill + 0.5) / kills) * records)
        await new Promise((next) => setTimeout(next, 5));
      const skew = skews[Math.floor(random() * skews.length)] ?? 0;
      await pool.kill(random, () => addSkewed(skew));
    }
    await sending;
    return [
      told("records", records),
      told("clocks off by", skews.map((skew) => `${skew / hour} h`).join(", ")),
      told("kills", kills),
      ...(await judge(stage, product, flow, emitter)),
    ];
  },
};
