import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { copyFolder } from "../copy-folder.ts";
import { Emitter } from "../emitter.ts";
import { makeFlow } from "../flows.ts";
import { atMost, exactly, type Finding, type Gate, holds, type Stage, sized, told } from "../gate.ts";
import { Product } from "../product.ts";
import { judge } from "../verdict.ts";
import { WorkerPool } from "../worker-pool.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** F15: orderly stops, a next version beside this one, a migration that fails, and a backup that is put back. */
export const rollingUpgrade: Gate = {
  id: "F15",
  fault: "SIGTERM; version N+1 beside N; failed migration; restore from backup",
  async run(stage) {
    const records = sized(stage, { test: 300, small: 6_000, large: 100_000 });
    const dataDir = join(stage.folder, "data");
    let product = await Product.start({ dataDir, environment: { WORKERS: "1" } });
    stage.later(() => product.stop());
    const flow = await makeFlow(product, stage.ledger, { book: stage.name() });
    const emitter = new Emitter({
      source: "F15",
      records,
      keys: 100,
      batch: 20,
      random: stage.random("records"),
    });
    const sending = emitter.sendAll(flow.hookUrl);
    const until = async (share: number) => {
      while (emitter.accepted < share * records) await sleep(5);
    };
    const findings: Finding[] = [];
    await until(0.15);
    findings.push(...(await stopWorkers(stage, product)));
    await until(0.3);
    const stopping = performance.now();
    findings.push(exactly("exit code of the server after SIGTERM", String(await product.stop()), "0"));
    findings.push(atMost("it stopped within", (performance.now() - stopping) / 1000, 32, " s"));
    product = await product.startAgain();
    await until(0.5);
    findings.push(...(await upgradeBeside(stage, product)));
    await sending;
    const backup = join(stage.folder, "backup");
    findings.push(...(await judge(stage, product, flow, emitter)));
    // Work that waits in the backup and is done afterwards: putting the backup back must not do it again unasked.
    await product.stop();
    product = await Product.start({ dataDir });
    const more = new Emitter({
      source: "F15",
      records: 40,
      keys: 10,
      batch: 20,
      senders: 1,
      random: () => 0.5,
    });
    const waiting = await makeFlow(product, stage.ledger, { book: stage.name() });
    await more.sendAll(waiting.hookUrl);
    await product.stop();
    await copyFolder(dataDir, backup);
    product = await Product.start({ dataDir, environment: { WORKERS: "1" } });
    findings.push(...prefixed("after the backup: ", await judge(stage, product, waiting, more)));
    await product.stop();
    product = await restore(stage, dataDir, backup);
    await sleep(2_500);
    const restored = await judgeRestored(stage, product, waiting.book);
    return [told("records", records), ...findings, ...restored];
  },
};

function prefixed(prefix: string, findings: readonly Finding[]): Finding[] {
  return findings.map((one) => ({ ...one, what: `${prefix}${one.what}` }));
}

/** Workers asked to stop in the middle of their work. */
async function stopWorkers(stage: Stage, product: Product): Promise<Finding[]> {
  const pool = await WorkerPool.start(stage, product, 2);
  await sleep(1_500);
  const started = performance.now();
  const ends = await pool.stop("SIGTERM", 40_000);
  return [
    holds(
      "workers end in order",
      ends.every((end) => end === 0),
      ends.join(", "),
    ),
    atMost("they drained within", (performance.now() - started) / 1000, 30, " s"),
  ];
}

/** The next version joins, changes the schema, and both work together; one whose migration fails changes nothing. */
async function upgradeBeside(stage: Stage, product: Product): Promise<Finding[]> {
  const databaseUrl = await product.databaseUrl();
  const environment = {
    DATABASE_URL: databaseUrl,
    SECRET_KEY: (await readFile(join(product.dataDir, "secret.key"), "utf8")).trim(),
    WORKERS: "1",
  };
  const broken = await makeTree(stage, "broken", "alter table lane add column soon int; select 1 / 0;");
  const refusal = await Product.start({
    dataDir: join(stage.folder, "broken-data"),
    environment,
    program: broken,
  }).then(
    async (started) => {
      await started.stop();
      return "it started";
    },
    (error: unknown) => String(error),
  );
  const wellMeanwhile = await product.health();
  const next = await makeTree(
    stage,
    "next",
    "alter table lane add column soon int; create table sooner (id int primary key);",
  );
  const beside = await Product.start({
    dataDir: join(stage.folder, "next-data"),
    environment,
    program: next,
  });
  await sleep(2_000);
  const both = [await product.health(), await beside.health()];
  await beside.stop();
  return [
    holds("a migration that fails is told in a sentence", refusal.includes("Nothing of it was changed")),
    holds("the version before is well meanwhile", wellMeanwhile.ok),
    holds(
      "both versions are well together",
      both.every((one) => one.ok),
    ),
  ];
}

/** A tree of the product as it is built, with one migration more. */
async function makeTree(stage: Stage, name: string, migration: string): Promise<string> {
  const tree = join(stage.folder, name);
  await mkdir(join(tree, "db"), { recursive: true });
  await cp(join(root, "dist"), join(tree, "dist"), { recursive: true });
  await cp(join(root, "db", "package.json"), join(tree, "db", "package.json"));
  await cp(join(root, "db", "migrations"), join(tree, "db", "migrations"), { recursive: true });
  await symlink(join(root, "db", "node_modules"), join(tree, "db", "node_modules"));
  await writeFile(join(tree, "package.json"), '{ "type": "module" }');
  const journalFile = join(tree, "db", "migrations", "meta", "_journal.json");
  const journal = JSON.parse(await readFile(journalFile, "utf8"));
  const tag = `9999_${name}`;
  journal.entries.push({ idx: 9999, version: "7", when: Date.now() + 1_000, tag, breakpoints: true });
  await writeFile(journalFile, JSON.stringify(journal));
  await writeFile(
    join(tree, "db", "migrations", `${tag}.sql`),
    migration.split("; ").join(";\n--> statement-breakpoint\n"),
  );
  const program = join(tree, "start.mjs");
  await writeFile(
    program,
    'const { runCommand } = await import("./dist/runtime/cli.js");\nprocess.exitCode = await runCommand(process.argv.slice(2));\n',
  );
  return program;
}

/** The backup takes the place of the data folder, as after a loss. */
async function restore(stage: Stage, dataDir: string, backup: string): Promise<Product> {
  await rm(dataDir, { recursive: true });
  await copyFolder(backup, dataDir);
  const product = await Product.start({ dataDir, environment: { WORKERS: "1" } });
  stage.later(() => product.stop());
  return product;
}

async function judgeRestored(stage: Stage, product: Product, book: string): Promise<Finding[]> {
  const seen = new Set<string>();
  let again = 0;
  for await (const { ref } of stage.ledger.lines(book)) {
    if (seen.has(ref)) again++;
    seen.add(ref);
  }
  return [
    holds(
      "the restored system says that it waits",
      product.program.stderr.includes("restored from a backup"),
    ),
    exactly("records it sent again without being asked", again, 0),
  ];
}
