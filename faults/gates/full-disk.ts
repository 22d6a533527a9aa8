import { execFile } from "node:child_process";
import { chmod, mkdir, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { type Finding, type Gate, holds, type Stage, sized, told } from "../gate.ts";
import { Product } from "../product.ts";
import { judge } from "../verdict.ts";

const run = promisify(execFile);

/** F9: the disk that holds everything of the product (database, its log, its temporary files) full, and room again. */
export const fullDisk: Gate = {
  id: "F9",
  fault: "disk full: data folder, log folder, temporary files",
  async run(stage) {
    const disk = join(stage.folder, "disk");
    await mkdir(disk);
    await mountSmall(stage, disk);
    const product = await Product.start({
      dataDir: join(disk, "data"),
      environment: { WORKERS: "2", TMPDIR: disk },
    });
    stage.later(() => product.stop());
    const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
    const records = sized(stage, { test: 150, small: 6_000, large: 60_000 });
    const emitter = new Emitter({
      source: "F9",
      records,
      keys: 100,
      batch: 20,
      random: stage.random("records"),
    });
    const sending = emitter.sendAll(flow.hookUrl);
    const findings: Finding[] = [];
    const times = sized(stage, { test: 1, small: 3, large: 10 });
    for (let time = 0; time < times; time++) {
      while (emitter.accepted < ((time + 0.3) / times) * records) await sleep(5);
      findings.push(...(await fillAndClear(stage, disk, product)));
    }
    await sending;
    return [
      told("records", records),
      told("times the disk was full", times),
      ...findings,
      holds("the server is the same process as at the start", product.program.isAlive()),
      ...(await judge(stage, product, flow, emitter)),
    ];
  },
};

async function mountSmall(stage: Stage, disk: string): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new Error("THIS GATE CANNOT RUN HERE: only root may mount the small disk that it fills.");
  }
  await run("mount", ["-t", "tmpfs", "-o", "size=160m,mode=0711", "tmpfs", disk]);
  stage.later(() => run("umount", ["-l", disk]));
  await chmod(disk, 0o711);
}

async function fillAndClear(stage: Stage, disk: string, product: Product): Promise<Finding[]> {
  const ballast = join(disk, "ballast");
  const { bavail, bsize } = await statfs(disk);
  await writeFile(ballast, Buffer.alloc(bavail * bsize)).catch(() => undefined);
  // What is left after a write that failed half way.
  await run("dd", ["if=/dev/zero", `of=${ballast}`, "bs=64k", "oflag=append", "conv=notrunc"]).catch(
    () => undefined,
  );
  const started = performance.now();
  let said: string | undefined;
  let slowest = 0;
  while (said === undefined && performance.now() - started < 30_000) {
    const health = await product.health();
    slowest = Math.max(slowest, health.tookMs);
    if (health.database === "full") said = `${health.database}: ${health.message}`;
    await sleep(50);
  }
  const saidAfter = (performance.now() - started) / 1000;
  await sleep(sized(stage, { test: 1_500, small: 5_000, large: 20_000 }));
  await rm(ballast);
  const cleared = performance.now();
  for (;;) {
    const health = await product.health();
    if (health.ok) break;
    if (performance.now() - cleared > 60_000) throw new Error(`It does not go on: ${health.message}`);
    await sleep(50);
  }
  return [
    holds(
      "health says that the disk is full",
      said?.includes("disk") === true,
      said?.slice(0, 70) ?? "nothing",
    ),
    told("said after", `${saidAfter.toFixed(1)} s`),
    told("slowest answer of health", `${Math.round(slowest)} ms`),
    told("healthy again after there was room", `${((performance.now() - cleared) / 1000).toFixed(1)} s`),
  ];
}
