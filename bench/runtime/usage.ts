import { readdirSync, readFileSync } from "node:fs";

/** What part of the product a process is. */
export type Role = "server" | "workers" | "database";

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Own and of ended children, in milliseconds. */
  readonly cpuMs: number;
  readonly command: string;
}

/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

/** A process and everything below it. Linux only. */
function processesBelow(root: number): readonly Process[] {
  const all = readdirSync("/proc").flatMap((name): Process[] => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const cpuMs = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * tickMs, 0);
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      return [{ pid: Number(name), parent: Number(fields[1]), cpuMs, command }];
    } catch {
      return [];
    }
  });
  const below = new Set([root]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const one of all) if (below.has(one.parent)) below.add(one.pid);
  }
  return all.filter((one) => below.has(one.pid));
}

function roleOf({ command, pid }: Process, root: number): Role {
  if (pid === root) return "server";
  return command.includes("worker.") ? "workers" : "database";
}

/** Processor time in milliseconds that a server, its workers and its database have used so far. */
export function cpuOf(root: number): Readonly<Record<Role, number>> {
  const sums = { server: 0, workers: 0, database: 0 };
  for (const one of processesBelow(root)) {
    const own = roleOf(one, root);
    // The server's own count holds what its ended children used; they are counted where they belong.
    sums[own] += one.cpuMs;
  }
  return sums;
}

/** Processor time of one process tree. */
export function cpuBelow(root: number): number {
  return processesBelow(root).reduce((sum, one) => sum + one.cpuMs, 0);
}

/** Proportional memory in MiB: pages that processes share are counted once. */
export function memoryOf(root: number): Readonly<Record<Role, number>> {
  const sums = { server: 0, workers: 0, database: 0 };
  for (const one of processesBelow(root)) sums[roleOf(one, root)] += pssMiB(one.pid);
  return sums;
}

function pssMiB(pid: number): number {
  try {
    const kib = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return Number(kib ?? 0) / 1024;
  } catch {
    return 0;
  }
}
