import { readFile } from "node:fs/promises";

/** Resident memory of a process in MiB; 0 where the system does not tell. */
export async function residentMiB(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/statm`, "utf8").catch(() => "0 0");
  return Math.round((Number(text.split(" ")[1]) * 4096) / 1024 / 1024);
}
