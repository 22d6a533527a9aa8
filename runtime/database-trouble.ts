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

/** Puts trouble with the database into words; undefined when the error is something else. */
export function explainDatabaseTrouble(error: unknown): DatabaseFault | undefined {
  const code = codeOf(error);
  switch (code) {
    case "53100":
      return {
        state: "full",
        message: `The disk of the database is full: nothing can be stored. Make room on the disk that holds it. ${goesOn}`,
      };
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
  #fault: DatabaseFault | undefined;
  #since = 0;
  #last = 0;
  #said = 0;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Notes an error if it is trouble with the database; false: it is something else. */
  note(error: unknown): boolean {
    const fault = explainDatabaseTrouble(error);
    if (!fault) return isOutside(error);
    const now = performance.now();
    if (this.#fault === undefined) this.#since = now;
    const isNew = this.#fault?.state !== fault.state;
    this.#fault = fault;
    this.#last = now;
    if ((isNew && now - this.#said > sayOtherMs) || now - this.#said > sayAgainMs) {
      this.#said = now;
      this.#log.warn({ state: fault.state }, fault.message);
    }
    return true;
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
