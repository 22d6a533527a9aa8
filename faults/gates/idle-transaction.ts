import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../../db/client.ts";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { atLeast, type Gate, sized, told } from "../gate.ts";
import { readClaims } from "../oracle.ts";
import { judge } from "../verdict.ts";
import { WorkerPool } from "../worker-pool.ts";

/** F13: somebody else's transaction left open on the database, so that no dead row can be removed. */
export const idleTransaction: Gate = {
  id: "F13",
  fault: "idle transaction on the queue's database",
  async run(stage) {
    const seconds = sized(stage, { test: 3, small: 300, large: 3_600 });
    const product = await stage.product();
    await WorkerPool.start(stage, product, 2);
    const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
    const random = stage.random("records");
    const emitter = new Emitter({
      source: "F13",
      records: 10_000_000,
      keys: 200,
      batch: 50,
      senders: 2,
      random,
    });
    const sending = emitter.sendAll(flow.hookUrl);
    const settled = async () => {
      const { done, filtered } = await readClaims(product, flow.id);
      return done + filtered;
    };
    const rateOver = async (lastingMs: number) => {
      const before = await settled();
      const started = performance.now();
      await sleep(lastingMs);
      return ((await settled()) - before) / ((performance.now() - started) / 1000);
    };
    await sleep(1_500);
    const alone = await rateOver(Math.min(seconds, 30) * 1000);
    const database = openDatabase(await product.databaseUrl(), { max: 1, applicationName: "forgotten" });
    stage.later(() => database.end());
    await database.$client.unsafe("set idle_in_transaction_session_timeout = 0");
    await database.$client.unsafe("begin isolation level repeatable read");
    await database.$client.unsafe("select count(*) from lane");
    await sleep(Math.max(0, seconds - 30) * 1000);
    const beside = await rateOver(Math.min(seconds, 30) * 1000);
    emitter.stop();
    await sending;
    await database.$client.unsafe("rollback");
    const findings = await judge(stage, product, flow, emitter);
    const share = (100 * beside) / Math.max(1, alone);
    const what = "throughput beside it, of that before";
    return [
      told("idle for", `${seconds} s`),
      told("settled/s before", alone),
      told("settled/s beside it", beside),
      stage.size === "test" ? told(what, `${Math.round(share)} %`) : atLeast(what, share, 50, " %"),
      ...findings,
    ];
  },
};
