import { parseArgs } from "node:util";
import {
  insertOnly,
  type PullBench,
  type Pulled,
  pull,
  startPull,
  startTarget,
  type Target,
} from "./pull.ts";
import { quantile } from "./push-load.ts";
import { makeDataFolder, removeFolder, startServer } from "./server.ts";
import { memoryOf } from "./usage.ts";
import { benchWebhook } from "./webhook.ts";

const parts = ["start", "webhook", "pull", "search", "workers"] as const;

/**
 * `pnpm bench runtime [--quick] [--only start,webhook,pull,search,workers] [--records N] [--rate N] [--workers N]`: the served product from
 * the built tree, on its own database with fsync. Load, sink and target run beside it on the same machine and take their share of it.
 */
export async function bench(options: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", default: parts.join(",") },
      records: { type: "string" },
      rate: { type: "string", default: "3200" },
      workers: { type: "string", default: "2" },
    },
  });
  const wanted = new Set(values.only.split(","));
  const workers = Number(values.workers);
  const records = Number(values.records ?? (values.quick ? 100_000 : 1_000_000));
  if (wanted.has("start")) await benchStart();
  if (wanted.has("webhook")) {
    const seconds = values.quick
      ? { burstSeconds: 10, steadySeconds: 20 }
      : { burstSeconds: 60, steadySeconds: 120 };
    await benchWebhook({ ...seconds, rate: Number(values.rate), workers }, print);
  }
  if (!["pull", "search", "workers"].some((part) => wanted.has(part))) return;
  const target = await startTarget();
  try {
    if (wanted.has("pull") || wanted.has("search"))
      await benchPull(target, { records, workers, search: wanted.has("search") });
    if (wanted.has("workers")) await benchWorkers(target, Math.min(records, values.quick ? 50_000 : 200_000));
  } finally {
    await target.stop();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const whole = (figure: number) => Math.round(figure).toLocaleString("en");

async function benchStart(): Promise<void> {
  const folder = await makeDataFolder();
  try {
    for (const what of ["a new data folder", "an existing one", "an existing one", "an existing one"]) {
      const server = await startServer(folder, { WORKERS: "1" });
      let memory = "";
      if (what.startsWith("a new")) {
        await new Promise((resolve) => setTimeout(resolve, 20_000));
        const { server: own, workers, database } = memoryOf(server.pid);
        memory = `; idle after 20 s: ${whole(own + workers + database)} MiB (server ${whole(own)}, one worker ${whole(workers)}, database ${whole(database)})`;
      }
      print(`start     on ${what}: serving after ${(server.startedInMs / 1000).toFixed(2)} s${memory}`);
      await server.stop();
    }
  } finally {
    await removeFolder(folder);
  }
}

async function benchPull(
  target: Target,
  asked: { readonly records: number; readonly workers: number; readonly search: boolean },
): Promise<void> {
  const { records, workers } = asked;
  const bench = await startPull(target, records, workers);
  try {
    const before = await byHand(target, bench, records);
    const pulled = await pull(bench, target, records);
    const after = await byHand(target, bench, records);
    printPulled(`pull      ${whole(records)} records of 1 kB, ${workers} workers`, pulled);
    for (const [index, batch] of batches.entries()) {
      const rate = ((before[index] ?? 0) + (after[index] ?? 0)) / 2;
      print(
        `          a script that only inserts the same rows, ${batch} at a time: ${whole(rate)}/s; the flow has ${(pulled.perSecond / rate).toFixed(2)} of that`,
      );
    }
    if (asked.search) await benchSearch(bench, records);
  } finally {
    await bench.stop();
  }
}

const batches = [100, 1000] as const;

async function byHand(target: Target, { file }: PullBench, records: number): Promise<readonly number[]> {
  const rates: number[] = [];
  for (const batch of batches) rates.push(await insertOnly(target, file, records, batch));
  return rates;
}

function printPulled(what: string, { cpu, difference, peakMiB, perSecond }: Pulled): void {
  print(
    `${what}: ${whole(perSecond)}/s with full record log, ${difference} unaccounted for, ${whole(peakMiB)} MiB at most`,
  );
  const shares = Object.entries(cpu).map(([role, each]) => `${role} ${each.toFixed(1)} µs`);
  print(`          processor time per record: ${shares.join(", ")}`);
}

async function benchSearch({ server }: PullBench, records: number): Promise<void> {
  const searches: Readonly<Record<string, (number: number) => string>> = {
    "a whole key": (number) => `W-${100_000 + number}`,
    "the beginning of keys": (number) => `W-${100_000 + number}`.slice(0, -2),
  };
  for (const [what, text] of Object.entries(searches)) {
    const times: number[] = [];
    for (let round = 0; round < 200; round++) {
      const started = performance.now();
      const { rows } = await server.api<{ rows: unknown[] }>(
        "GET",
        `/records?text=${encodeURIComponent(text(1 + ((round * 7919) % records)))}`,
      );
      times.push(performance.now() - started);
      if (rows.length === 0) throw new Error("A search found nothing.");
    }
    print(
      `search    ${what} in a log of ${whole(records)}: p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms over HTTP`,
    );
  }
}

async function benchWorkers(target: Target, records: number): Promise<void> {
  for (const workers of [1, 2, 4]) {
    const bench = await startPull(target, records, workers);
    try {
      printPulled(`workers   ${workers}, ${whole(records)} records`, await pull(bench, target, records));
    } finally {
      await bench.stop();
    }
  }
}
