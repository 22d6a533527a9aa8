import type { Json } from "@trasvase/shared/json.ts";
import * as z from "zod";

/** How far reading came: the latest change seen, and what was seen in the window that is read again. */
const cursorSchema = z.object({ latest: z.string(), seen: z.record(z.string(), z.string()) });

// Records changed while pages are read can be passed over, so the last minutes are always read again.
const overlapMs = 5 * 60_000;
const mostSeen = 5000;

/**
 * Reading by time of change, with an overlap in which known states are left out. Times are a system's own wall clock without an offset
 * (`2026-03-02T10:15:30`), compared as text.
 */
export class SeenWindow {
  /** Read what changed since then; undefined: everything. */
  readonly start: string | undefined;
  readonly #before: Readonly<Record<string, string>>;
  readonly #seen: Map<string, string>;
  #latest: string;

  /** `cursor` is what an earlier window answered, or anything else for a first read. */
  constructor(cursor: Json | undefined) {
    const parsed = cursorSchema.safeParse(cursor);
    this.#latest = parsed.success ? parsed.data.latest : "";
    this.#before = parsed.success ? parsed.data.seen : {};
    this.#seen = new Map(Object.entries(this.#before));
    this.start = parsed.success ? earlier(parsed.data.latest) : undefined;
  }

  /** Notes a record; false when exactly this state of it was read before. */
  take(id: string, changed: string): boolean {
    if (changed > this.#latest) this.#latest = changed;
    this.#seen.set(id, changed);
    return changed === "" || !Object.hasOwn(this.#before, id) || this.#before[id] !== changed;
  }

  /** Where the next read begins; undefined when nothing with a time was seen. */
  cursor(): Json | undefined {
    if (this.#latest === "") return undefined;
    const start = earlier(this.#latest);
    const inWindow = [...this.#seen].filter(([, changed]) => changed >= start).slice(-mostSeen);
    return { latest: this.#latest, seen: Object.fromEntries(inWindow) };
  }
}

// Z is added only to keep this machine's time zone out of the subtraction.
function earlier(changed: string): string {
  const at = Date.parse(`${changed}Z`);
  return Number.isNaN(at) ? changed : new Date(at - overlapMs).toISOString().slice(0, 19);
}
