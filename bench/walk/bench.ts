import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureProcess, type ProcessCost } from "../measure-process.ts";
import { median } from "../median.ts";
import { writeOrders } from "./orders.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * `pnpm bench walk [--records N] [--rounds N] [--workers N]`: orders of about 1 kB, NDJSON → filter → mapping → NDJSON through
 * `trasvase run`, beside a hand-written script and one that awaits `jsonata`, alternating in one run. Prints medians and ratios.
 */
export async function bench(options: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      records: { type: "string", default: "100000" },
      rounds: { type: "string", default: "3" },
      workers: { type: "string", default: "1" },
    },
  });
  const records = Number(values.records);
  const folder = await mkdtemp(join(tmpdir(), "trasvase-bench-walk-"));
  try {
    const input = join(folder, "orders.ndjson");
    await writeOrders(input, records);
    const outputOf = (name: string) => join(folder, `${name}.out`);
    const contestants: Record<string, readonly string[]> = {
      "by hand": [here("./by-hand.mjs"), input, outputOf("by hand")],
      trasvase: [
        here("../../trasvase.mjs"),
        "run",
        here("./flow.json"),
        "--input",
        input,
        "--output",
        outputOf("trasvase"),
        "--workers",
        values.workers,
      ],
      "awaiting jsonata": [
        here("./awaiting-jsonata.mjs"),
        input,
        outputOf("awaiting jsonata"),
        here("./flow.json"),
      ],
    };
    const costs = new Map<string, ProcessCost[]>(Object.keys(contestants).map((name) => [name, []]));
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const [name, args] of Object.entries(contestants))
        costs.get(name)?.push(await measureProcess(args));
    }
    await checkEqualOutputs(Object.keys(contestants).map(outputOf));
    print(records, costs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkEqualOutputs(paths: readonly string[]): Promise<void> {
  const [first, ...others] = await Promise.all(paths.map((path) => readFile(path)));
  for (const [index, other] of others.entries()) {
    if (!first?.equals(other))
      throw new Error(
        `${paths[index + 1]} differs from ${paths[0]}: the contestants did not do the same work.`,
      );
  }
}

function print(records: number, costs: ReadonlyMap<string, readonly ProcessCost[]>): void {
  const rows = [...costs].map(([name, runs]) => ({
    name,
    perSecond: records / (median(runs.map((run) => run.milliseconds)) / 1000),
    peakMiB: median(runs.map((run) => run.peakMiB)),
  }));
  const hand = rows[0];
  for (const { name, perSecond, peakMiB } of rows) {
    const ratio = hand ? perSecond / hand.perSecond : 1;
    const memory = hand ? peakMiB / hand.peakMiB : 1;
    process.stdout.write(
      `${name.padEnd(18)} ${perSecond.toFixed(0).padStart(8)} records/s  ${ratio.toFixed(2).padStart(5)} of by hand  ${peakMiB.toFixed(0).padStart(5)} MiB peak (${memory.toFixed(2)}×)\n`,
    );
  }
}
