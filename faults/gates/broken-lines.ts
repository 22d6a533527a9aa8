import { setTimeout as sleep } from "node:timers/promises";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { type Gate, sized, told } from "../gate.ts";
import { Line, type LineState } from "../proxy.ts";
import { judge } from "../verdict.ts";
import { WorkerPool } from "../worker-pool.ts";

/** F12: the lines between workers and database, and between workers and destination, cut, losing packets, or slow. */
export const brokenLines: Gate = {
  id: "F12",
  fault: "network cut, 30 % loss, latency: worker–database and worker–destination",
  async run(stage) {
    const records = sized(stage, { test: 300, small: 6_000, large: 200_000 });
    const seconds = sized(stage, { test: 1.5, small: 10, large: 300 });
    const latencyMs = sized(stage, { test: 200, small: 2_000, large: 2_000 });
    const product = await stage.product();
    const databaseUrl = await product.databaseUrl();
    const toDatabase = await openLine(stage, databaseUrl);
    const toLedger = await openLine(stage, stage.ledger.url);
    const flow = await makeFlow(product, stage.ledger, {
      book: stage.name(),
      ledgerUrl: toLedger.through(stage.ledger.url),
      timeoutSeconds: 6,
    });
    await WorkerPool.start(stage, product, 2, {
      databaseUrl: toDatabase.through(databaseUrl),
      // A statement takes twice the latency; a lease must outlast several.
      environment: { LEASE_SECONDS: "30", CALL_SECONDS: "6" },
    });
    const emitter = new Emitter({
      source: "F12",
      records,
      keys: 100,
      batch: 20,
      random: stage.random("records"),
    });
    const sending = emitter.sendAll(flow.hookUrl);
    const troubles: readonly Partial<LineState>[] = [{ cut: true }, { loss: 0.3 }, { latencyMs }];
    for (const line of [toDatabase, toLedger]) {
      for (const trouble of troubles) {
        line.set(trouble);
        await sleep(seconds * 1000);
        line.set({});
        await sleep(300);
      }
    }
    await sending;
    return [
      told("records", records),
      told("troubles of each line", `cut, 30 % loss, ${latencyMs} ms, for ${seconds} s each`),
      ...(await judge(stage, product, flow, emitter)),
    ];
  },
};

async function openLine(stage: Parameters<Gate["run"]>[0], url: string): Promise<Line> {
  const line = await Line.open({ host: "127.0.0.1", port: Number(new URL(url).port) }, stage.random(url));
  stage.later(() => line.close());
  return line;
}
