import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** What a whole process cost: wall time in milliseconds, and the peak resident memory in MiB of it and its Node children, added up. */
export interface ProcessCost {
  readonly milliseconds: number;
  readonly peakMiB: number;
}

const reporter = pathToFileURL(fileURLToPath(new URL("./report-memory.mjs", import.meta.url))).href;

/** Runs `node ARGS` to its end and measures it. Throws with its stderr when it fails. */
export async function measureProcess(
  args: readonly string[],
  allowedExits: readonly number[] = [0],
): Promise<ProcessCost> {
  const folder = await mkdtemp(join(tmpdir(), "trasvase-bench-"));
  const report = join(folder, "memory");
  try {
    const started = performance.now();
    await run(args, { NODE_OPTIONS: `--import=${reporter}`, TRASVASE_BENCH_MEMORY: report }, allowedExits);
    const milliseconds = performance.now() - started;
    const lines = (await readFile(report, "utf8")).trim().split("\n").map(Number);
    return { milliseconds, peakMiB: lines.reduce((sum, kib) => sum + kib, 0) / 1024 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(
  args: readonly string[],
  extra: NodeJS.ProcessEnv,
  allowedExits: readonly number[],
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...extra },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code !== null && allowedExits.includes(code)) resolve(code);
      else reject(new Error(`node ${args.join(" ")} ended with ${code}:\n${stderr}`));
    });
  });
}
