import type { FlowSamples, Sample } from "@trasvase/shared/contract/sample.ts";

/** Whose samples: a person's, in a flow. Nobody else sees them. */
export interface FetchedPlace {
  readonly workspaceId: string;
  readonly userId: string;
  readonly flowId: string;
}

/** How long and how much is remembered. A set of samples that alone is larger than a person's share is not remembered at all. */
export interface FetchedLimits {
  readonly lifeMs: number;
  readonly bytesPerUser: number;
  readonly bytes: number;
}

const limits: FetchedLimits = {
  lifeMs: 60 * 60_000,
  bytesPerUser: 16 * 1024 * 1024,
  bytes: 128 * 1024 * 1024,
};

interface Entry {
  readonly user: string;
  /** The samples as text: parsed objects are many times larger, and most are never asked for again. */
  readonly text: string;
  readonly settings: string;
  readonly at: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * Samples as they were fetched, complete with personal fields: in the memory of the server only, for an hour, the oldest going first when
 * there is no room. A restart forgets them all.
 */
export class FetchedSamples {
  readonly #limits: FetchedLimits;
  /** The oldest first. */
  readonly #entries = new Map<string, Entry>();

  constructor(changed: Partial<FetchedLimits> = {}) {
    this.#limits = { ...limits, ...changed };
  }

  remember(place: FetchedPlace, samples: readonly Sample[], settings: string): void {
    const name = nameOf(place);
    this.#forget(name);
    const text = JSON.stringify(samples);
    const { bytes, bytesPerUser, lifeMs } = this.#limits;
    const user = `${place.workspaceId} ${place.userId}`;
    if (samples.length === 0 || sizeOf(text) > bytesPerUser) return;
    const timer = setTimeout(() => this.#forget(name), lifeMs);
    timer.unref();
    this.#entries.set(name, { user, text, settings, at: Date.now(), timer });
    this.#makeRoom((entry) => entry.user === user, bytesPerUser);
    this.#makeRoom(() => true, bytes);
  }

  /** What is remembered, or undefined when nothing is (any more). */
  find(place: FetchedPlace): FlowSamples["fetched"] {
    const entry = this.#entries.get(nameOf(place));
    if (!entry) return undefined;
    const { at, settings, text } = entry;
    return {
      samples: JSON.parse(text),
      at: new Date(at).toISOString(),
      until: new Date(at + this.#limits.lifeMs).toISOString(),
      settings,
    };
  }

  #makeRoom(counts: (entry: Entry) => boolean, most: number): void {
    const counted = [...this.#entries].filter(([, entry]) => counts(entry));
    let size = counted.reduce((sum, [, entry]) => sum + sizeOf(entry.text), 0);
    for (const [name, entry] of counted) {
      if (size <= most) return;
      size -= sizeOf(entry.text);
      this.#forget(name);
    }
  }

  #forget(name: string): void {
    clearTimeout(this.#entries.get(name)?.timer);
    this.#entries.delete(name);
  }
}

function nameOf({ flowId, userId, workspaceId }: FetchedPlace): string {
  return `${workspaceId} ${userId} ${flowId}`;
}

/** Two bytes a sign at most, as engines keep texts. */
function sizeOf(text: string): number {
  return 2 * text.length;
}
