import { execFile } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { promisify } from "node:util";

/** Whether the system still knows a process by this id, whoever it belongs to. */
export function isKnown(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Whether a process runs. In a container nobody may collect the dead: they stay known, and are not alive. */
export function isAlive(pid: number): boolean {
  return isKnown(pid) && statusFields(pid)?.[0] !== "Z";
}

/** What /proc says of a process behind its name, from its state on; undefined where there is no /proc. */
function statusFields(pid: number): string[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces and parentheses.
    return line.slice(line.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/**
 * When a process began, in the kernel's own units: with the id it names one process, also after ids were used again. Undefined
 * where the system does not tell.
 */
export function processStart(pid: number): string | undefined {
  return statusFields(pid)?.[19];
}

/** Names the machine or container whose process ids are comparable with ours. */
export function processSpace(): string {
  let space = "";
  try {
    space = readlinkSync("/proc/self/ns/pid");
  } catch {
    // Without such namespaces the machine's name says it all.
  }
  return `${hostname()} ${space}`.trim();
}

/** The command line of a process, or undefined if it cannot be read. */
export async function commandLine(pid: number): Promise<string | undefined> {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    if (process.platform === "linux" || process.platform === "win32") return undefined;
    const listed = await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]).catch(
      () => undefined,
    );
    return listed?.stdout;
  }
}
