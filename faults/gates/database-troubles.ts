import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded } from "../../db/embedded.ts";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { atLeast, atMost, type Finding, type Gate, holds, type Stage, sized, told } from "../gate.ts";
import { Product } from "../product.ts";
import { Line } from "../proxy.ts";
import { judge } from "../verdict.ts";

/** F3: the database away, restarting after a crash, and cut off in the middle of commits. */
export const databaseTroubles: Gate = {
  id: "F3",
  fault: "database outage, crash restart, connection cut in mid-commit",
  async run(stage) {
    const scene = await openScene(stage);
    const { emitter, flow, product } = scene;
    const records = emitter.total;
    const sending = emitter.sendAll(flow.hookUrl);
    const findings: Finding[] = [];
    while (emitter.accepted < records * 0.15) await sleep(5);
    findings.push(...(await cutCommits(stage, scene)));
    while (emitter.accepted < records * 0.5) await sleep(5);
    findings.push(...(await outage(stage, scene)));
    while (emitter.accepted < records * 0.75) await sleep(5);
    findings.push(...(await crashes(stage, scene)));
    await sending;
    return [
      told("records", records),
      ...findings,
      holds("the server is the same process as at the start", product.program.isAlive()),
      ...(await judge(stage, product, flow, emitter)),
    ];
  },
};

type Scene = Awaited<ReturnType<typeof openScene>>;

/** A product on a database of its own, at the end of a line that can be cut. */
async function openScene(stage: Stage) {
  const server = await startEmbedded({ dataDir: join(stage.folder, "database") });
  stage.later(() => server.stop());
  const { port } = new URL(server.url);
  const line = await Line.open({ host: "127.0.0.1", port: Number(port) }, stage.random("line"));
  stage.later(() => line.close());
  const product = await Product.start({
    dataDir: join(stage.folder, "data"),
    environment: { DATABASE_URL: line.through(server.url), WORKERS: "2" },
  });
  stage.later(() => product.stop());
  const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
  const records = sized(stage, { test: 200, small: 12_000, large: 400_000 });
  const emitter = new Emitter({
    source: "F3",
    records,
    keys: 200,
    batch: 20,
    random: stage.random("records"),
  });
  return { emitter, flow, line, product, cluster: join(stage.folder, "database", "postgres") };
}

/** Connections broken right after or right before a commit has left, so that nobody is told whether it was done. */
async function cutCommits(stage: Stage, { line }: Scene): Promise<Finding[]> {
  const wanted = sized(stage, { test: 6, small: 60, large: 2_000 });
  const random = stage.random("commits");
  const isUnlucky = (rate: number) => (data: Buffer) => data.includes("commit") && random() < rate;
  const before = line.broken;
  while (line.broken - before < wanted) {
    line.set({ breakAfter: isUnlucky(0.1), breakBefore: isUnlucky(0.05) });
    await sleep(50);
  }
  line.set({});
  return [told("connections broken at a commit", line.broken - before)];
}

/** The database cannot be reached for a while. */
async function outage(stage: Stage, { line, product }: Scene): Promise<Finding[]> {
  const seconds = sized(stage, { test: 3, small: 60, large: 60 });
  await sleep(200);
  const logBefore = product.program.stderr.length;
  line.set({ cut: true });
  await sleep(seconds * 500);
  const health = await product.health();
  await sleep(seconds * 500);
  const lines = product.program.stderr.slice(logBefore).split("\n").length - 1;
  for (const text of product.program.stderr.slice(logBefore).split("\n"))
    stage.say(`logged: ${text.slice(0, 200)}`);
  line.set({});
  const healed = await untilHealthy(product);
  return [
    told("outage", `${seconds} s`),
    holds(
      "health says so during the outage",
      !health.ok && health.message.includes("cannot be reached"),
      health.message.slice(0, 70),
    ),
    // All processes together; each says it once when it begins.
    atMost("log lines per second of the outage", lines / seconds, 1),
    told("healthy again after", `${healed.toFixed(1)} s`),
  ];
}

/** All processes of the database ended at once, again and again; its owner starts it anew. */
async function crashes(stage: Stage, { cluster, product }: Scene): Promise<Finding[]> {
  const times = sized(stage, { test: 1, small: 3, large: 100 });
  let slowest = 0;
  for (let crash = 0; crash < times; crash++) {
    const pid = await databasePid(cluster);
    // What PostgreSQL does by itself when one of its processes is killed: all connections end, the log is read again.
    process.kill(pid, "SIGKILL");
    await sleep(100);
    slowest = Math.max(slowest, await untilHealthy(product));
  }
  return [
    told("crashes of the database", times),
    atLeast("crashes survived", times, times),
    told("slowest recovery", `${slowest.toFixed(1)} s`),
  ];
}

async function untilHealthy(product: Product): Promise<number> {
  const started = performance.now();
  for (;;) {
    const health = await product.health().catch(() => undefined);
    if (health?.database === "ok") return (performance.now() - started) / 1000;
    if (performance.now() - started > 60_000) throw new Error(`It stays unhealthy: ${health?.message}`);
    await sleep(50);
  }
}

async function databasePid(cluster: string): Promise<number> {
  return Number((await readFile(join(cluster, "postmaster.pid"), "utf8")).split("\n")[0]);
}
