import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded } from "../../db/embedded.ts";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { exactly, type Gate, holds, sized, told } from "../gate.ts";
import { Product } from "../product.ts";
import { judge } from "../verdict.ts";
import { WorkerPool } from "../worker-pool.ts";

/** F11: a server that may open 64 files, workers that may use little memory and a tenth of a processor. */
export const tightLimits: Gate = {
  id: "F11",
  fault: "64 file descriptors, 128 MB of heap, a tenth of a processor",
  async run(stage) {
    const records = sized(stage, { test: 200, small: 4_000, large: 100_000 });
    // PostgreSQL itself does not start with so few files, so the database is not the server's own.
    const database = await startEmbedded({ dataDir: join(stage.folder, "database") });
    stage.later(() => database.stop());
    const product = await Product.start({
      dataDir: join(stage.folder, "data"),
      environment: { DATABASE_URL: database.url },
      before: ["/bin/sh", "-c", 'ulimit -n 64; exec "$0" "$@"'],
    });
    stage.later(() => product.stop());
    const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
    const pool = await WorkerPool.start(stage, product, 2, {
      environment: { NODE_OPTIONS: "--max-old-space-size=128" },
      before: ["/bin/sh", "-c", 'ulimit -n 64; exec "$0" "$@"'],
    });
    const pids = pool.workers.map((worker) => worker.pid);
    const starve = starveOne(pool.workers[0]?.process.kill.bind(pool.workers[0].process));
    stage.later(starve);
    const random = stage.random("records");
    // Far more connections at once than the server may have files.
    const emitter = new Emitter({ source: "F11", records, keys: 200, batch: 5, senders: 100, random });
    await emitter.sendAll(flow.hookUrl);
    await starve();
    const findings = await judge(stage, product, flow, emitter);
    return [
      told("records", records),
      told("connections at once", 100),
      told("deliveries put off", emitter.refusals),
      holds("the server is the same process as at the start", product.program.isAlive()),
      exactly(
        "workers that ended",
        pids.length - pool.workers.filter((worker) => worker.isAlive()).length,
        0,
      ),
      ...findings,
    ];
  },
};

/** Lets a process run a tenth of the time only. Answers what ends that. */
function starveOne(signal: ((name: NodeJS.Signals) => boolean) | undefined): () => Promise<void> {
  let isOver = false;
  const turning = (async () => {
    while (!isOver && signal) {
      signal("SIGSTOP");
      await sleep(90);
      signal("SIGCONT");
      await sleep(10);
    }
  })();
  return async () => {
    isOver = true;
    await turning;
  };
}
