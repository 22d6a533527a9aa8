/** Lets so many through in a minute, evenly, with room for a burst of ten seconds. In the memory of this process. */
export class PerMinute {
  readonly #now: () => number;
  /** By name: the milliseconds that are saved up, of which each one let through costs some, and since when they fill. */
  readonly #buckets = new Map<string, { savedMs: number; at: number }>();

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Takes one of `most` per minute for that name. Answers 0, or the milliseconds until there is one again. */
  take(name: string, most: number): number {
    const now = this.#now();
    const costMs = 60_000 / most;
    const roomMs = Math.max(costMs, burstMs);
    const bucket = this.#buckets.get(name) ?? { savedMs: roomMs, at: now };
    bucket.savedMs = Math.min(roomMs, bucket.savedMs + now - bucket.at);
    bucket.at = now;
    this.#keep(name, bucket);
    // A hair less is enough: sums of fractions are not exact.
    if (bucket.savedMs < costMs - 1e-6) return Math.ceil(costMs - bucket.savedMs);
    bucket.savedMs -= costMs;
    return 0;
  }

  #keep(name: string, bucket: { savedMs: number; at: number }): void {
    this.#buckets.delete(name);
    this.#buckets.set(name, bucket);
    if (this.#buckets.size <= mostKept) return;
    // The one that asked longest ago: its bucket is full again, or nearly.
    for (const oldest of this.#buckets.keys()) {
      this.#buckets.delete(oldest);
      return;
    }
  }
}

const mostKept = 10_000;
const burstMs = 10_000;
