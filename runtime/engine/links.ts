import { findLinks } from "@trasvase/db/queries/find-links.ts";
import type { KnownLink } from "./decide.ts";
import type { Engine } from "./engine.ts";

/** One side of a link: a kind of record in a system, by connection name. */
export interface LinkEnd {
  readonly connection: string;
  readonly resource: string;
}

/** A change of a link that settling stores. `link` undefined: it is cut. */
export interface LinkChange {
  readonly target: LinkEnd;
  readonly sourceKey: string;
  readonly link: KnownLink | undefined;
}

/** The links between the records of one source and their targets, as one walk sees and changes them. */
export interface Links {
  readonly source: LinkEnd;
  /** Links by source key; what this walk changed already counts. */
  find(target: LinkEnd, sourceKeys: readonly string[]): Promise<ReadonlyMap<string, KnownLink>>;
  change(change: LinkChange): void;
  /** What is to be stored when the walk is settled; the last change of each link. */
  changes(): readonly LinkChange[];
}

/** Links in memory, in front of stored ones where there are any. */
export class WalkLinks implements Links {
  readonly source: LinkEnd;
  readonly #changed = new Map<string, LinkChange>();
  readonly #stored:
    | ((target: LinkEnd, keys: readonly string[]) => Promise<ReadonlyMap<string, KnownLink>>)
    | undefined;

  constructor(source: LinkEnd, stored?: WalkLinks["find"]) {
    this.source = source;
    this.#stored = stored;
  }

  async find(target: LinkEnd, sourceKeys: readonly string[]): Promise<ReadonlyMap<string, KnownLink>> {
    const keys = [...new Set(sourceKeys)];
    const found = new Map(this.#stored && keys.length > 0 ? await this.#stored(target, keys) : []);
    for (const key of keys) {
      const changed = this.#changed.get(nameOf(target, key));
      if (changed?.link) found.set(key, changed.link);
      else if (changed) found.delete(key);
    }
    return found;
  }

  change(change: LinkChange): void {
    this.#changed.set(nameOf(change.target, change.sourceKey), change);
  }

  changes(): readonly LinkChange[] {
    return [...this.#changed.values()];
  }
}

/**
 * The links of events: none. Two events of a key are two things that happened, so what became of the one says nothing of the other: by a
 * link the second would overwrite the first, or be taken for a repetition of it.
 */
export function noLinks(source: LinkEnd): Links {
  return { source, find: async () => new Map(), change: () => {}, changes: () => [] };
}

/** The links of one source as the database knows them. */
export function openStoredLinks(
  engine: Pick<Engine, "database" | "linkPairs">,
  workspaceId: string,
  source: LinkEnd,
): WalkLinks {
  return new WalkLinks(source, async (target, keys) => {
    const pair = await engine.linkPairs.find({ workspaceId, source, target });
    const rows = pair === undefined ? [] : await findLinks(engine.database, pair, keys);
    return new Map(
      rows.map((row) => [row.sourceKey, { targetId: row.targetId, sentHash: row.sentHash ?? undefined }]),
    );
  });
}

function nameOf(target: LinkEnd, key: string): string {
  return `${target.connection}\n${target.resource}\n${key}`;
}
