import { statfsSync } from "node:fs";
import { isOutside } from "./engine/outside-trouble.ts";
import type { Log } from "./log.ts";

/** What is wrong with the database, for people. */
export interface DatabaseFault {
  /** One word for programs. */
  readonly state: "unreachable" | "starting" | "full" | "read-only" | "refused" | "busy";
  /** What happened and what to do, if anything. */
  readonly message: string;
}

const goesOn = "Nothing is lost; work goes on by itself as soon as it can.";

const fullDisk: DatabaseFault = {
  state: "full",
  message: `The disk of the database is full: nothing can be stored. Make room on the disk that holds it. ${goesOn}`,
};

/** The least that PostgreSQL has to be able to write to start: one file of its write-ahead log. */
const leastBytes = 16 * 1024 * 1024;

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < leastBytes;
  } catch {
    return false;
  }
}

/** Puts trouble with the database into words; undefined when the error is something else. */
export function explainDatabaseTrouble(error: unknown): DatabaseFault | undefined {
  const code = codeOf(error);
  switch (code) {
    case "53100":
      return fullDisk;
    case "53200":
    case "53300":
    case "53400":
      return {
        state: "busy",
        message: `The database has too much to do: it refuses more connections or memory. Allow it more, or run fewer workers. ${goesOn}`,
      };
    case "57P01":
    case "57P02":
    case "57P03":
      return {
        state: "starting",
        message: `The database is starting, stopping or recovering from a crash. ${goesOn}`,
      };
    case "25006":
      return {
        state: "read-only",
        message: `The database takes no changes: it is a copy that only follows another one. Let DATABASE_URL lead to the one that leads. ${goesOn}`,
      };
    case "28000":
    case "28P01":
    case "3D000":
      return {
        state: "refused",
        message:
          "The database refuses the sign-in of Trasvase. Correct name and password in DATABASE_URL and start again.",
      };
    case "58000":
    case "58030":
    case "58P01":
      return {
        state: "unreachable",
        message: `The database cannot read or write its files. Look at its log and its disk. ${goesOn}`,
      };
  }
  if (code !== undefined && /^(?:40|55)...$/.test(code)) return undefined;
  if (!isOutside(error)) return undefined;
  return {
    state: "unreachable",
    message: `The database cannot be reached (${code ?? "no answer"}). See that it runs and that the network to it works. ${goesOn}`,
  };
}

function codeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return undefined;
}

/** How often trouble that lasts is said again. */
const sayAgainMs = 30_000;
/** How soon it may be said that the trouble is another now. */
const sayOtherMs = 5_000;
/** What works in between proves nothing: with a full disk the database still answers questions. */
const quietMs = 3_000;

/** Says once that the database is in trouble, now and then while it is, and when it is over: whoever meets it tells it here. */
export class DatabaseTrouble {
  readonly #log: Log;
  readonly #folder: string | undefined;
  #fault: DatabaseFault | undefined;
  #since = 0;
  #last = 0;
  #said = 0;

  /** `folder` holds the database, where that is on this machine: a full disk keeps it from starting, which alone would say nothing. */
  constructor(log: Log, folder?: string) {
    this.#log = log;
    this.#folder = folder;
  }

  /** Notes an error if it is trouble with the database; false: it is something else. */
  note(error: unknown): boolean {
    const fault = this.#explain(error);
    if (!fault) return isOutside(error);
    this.#meet(fault);
    return true;
  }

  /** Looks whether the disk is full although what is stored still finds room in files that are there: that does not last. */
  lookAtDisk(): void {
    if (this.#folder !== undefined && isFull(this.#folder)) this.#meet(fullDisk);
  }

  #meet(fault: DatabaseFault): void {
    const now = performance.now();
    if (this.#fault === undefined) this.#since = now;
    const isNew = this.#fault?.state !== fault.state;
    this.#fault = fault;
    this.#last = now;
    if ((isNew && now - this.#said > sayOtherMs) || now - this.#said > sayAgainMs) {
      this.#said = now;
      this.#log.warn({ state: fault.state }, fault.message);
    }
  }

  #explain(error: unknown): DatabaseFault | undefined {
    const fault = explainDatabaseTrouble(error);
    const isAway = fault?.state === "unreachable" || fault?.state === "starting";
    return isAway && this.#folder !== undefined && isFull(this.#folder) ? fullDisk : fault;
  }

  /** Something worked: what was wrong is over, unless it showed itself just now. */
  over(): void {
    if (!this.#fault || performance.now() - this.#last < quietMs) return;
    const seconds = Math.round((performance.now() - this.#since) / 1000);
    this.#fault = undefined;
    this.#said = performance.now();
    this.#log.info({ seconds }, "The database works again; so does everything that waited for it.");
  }

  /** What is wrong now. */
  current(): DatabaseFault | undefined {
    return this.#fault;
  }
}
