import * as z from "zod";
import { contentHash } from "./canonical.ts";
import type { QueuedRecord } from "./source-records.ts";

const overlapSchema = z.array(z.tuple([z.string(), z.string()])).catch([]);

/** How many of the last records are remembered for the next run. */
const window = 1000;

/**
 * The last records read, by key and content: what a source that reads a little back brings again is known by them. A record that has
 * changed in the meantime is not a repeat.
 */
export class Overlap {
  /** From the run before; each entry is met once. */
  readonly #before: Map<string, string>;
  readonly #last = new Map<string, string>();

  constructor(stored: unknown) {
    this.#before = new Map(overlapSchema.parse(stored));
  }

  /** Whether the run before has queued this very record; notes it for the next run either way. */
  isRepeat(record: QueuedRecord): boolean {
    const content = contentHash([record.data, record.deleted]);
    this.#last.delete(record.key);
    this.#last.set(record.key, content);
    if (this.#last.size > window) {
      for (const oldest of this.#last.keys()) {
        this.#last.delete(oldest);
        break;
      }
    }
    if (this.#before.get(record.key) !== content) return false;
    this.#before.delete(record.key);
    return true;
  }

  /** To be stored with the cursor. What nobody read again yet is kept, as far as there is room. */
  toStore(): [string, string][] {
    const kept = [...this.#before].filter(([key]) => !this.#last.has(key));
    return [...kept, ...this.#last].slice(-window);
  }
}
