import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { atLeast, type Gate, sized, told } from "../gate.ts";
import { Product } from "../product.ts";
import { Line } from "../proxy.ts";
import { judge } from "../verdict.ts";

/** F18: deliveries cut between commit and answer, before the commit, and by the end of the server itself. */
export const ackTruth: Gate = {
  id: "F18",
  fault: "cut between commit and answer: 2xx means stored, no 2xx means safe to send again",
  async run(stage) {
    const { cuts, kills, records } = sized(stage, {
      test: { cuts: 30, kills: 1, records: 200 },
      small: { cuts: 1_000, kills: 10, records: 12_000 },
      large: { cuts: 100_000, kills: 200, records: 1_200_000 },
    });
    let product = await Product.start({ dataDir: join(stage.folder, "data"), environment: { WORKERS: "2" } });
    stage.later(() => product.stop());
    const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
    const line = await Line.open({ host: "127.0.0.1", port: Number(product.url.port) }, stage.random("line"));
    stage.later(() => line.close());
    const random = stage.random("cuts");
    const emitter = new Emitter({
      source: "F18",
      records,
      keys: 100,
      batch: 5,
      random: stage.random("records"),
    });
    const hookUrl = new URL(flow.hookUrl);
    hookUrl.port = String(line.port);
    const isUnlucky = (rate: number) => () => line.broken < cuts && random() < rate;
    line.set({ breakAfter: isUnlucky(0.3), breakBefore: isUnlucky(0.1) });
    const sending = emitter.sendAll(hookUrl.href);
    for (let kill = 0; kill < kills; kill++) {
      while (emitter.accepted < ((kill + random()) / kills) * records) await sleep(2);
      await product.kill();
      product = await product.startAgain();
    }
    await sending;
    return [
      told("records", records),
      atLeast("deliveries cut", line.broken, Math.min(cuts, 20)),
      told("kills of the server", kills),
      ...(await judge(stage, product, flow, emitter)),
    ];
  },
};
