import type { Database } from "@trasvase/db/client.ts";
import {
  findLinkPair,
  findOrAddLinkPair,
  type LinkEnds,
} from "@trasvase/db/queries/find-or-add-link-pair.ts";

/** The pairs of kinds between which there are links, looked up once per process: they never go away. */
export class LinkPairs {
  readonly #database: Database;
  readonly #known = new Map<string, number>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Undefined when nothing was ever linked between the two. */
  async find(ends: LinkEnds): Promise<number | undefined> {
    const name = nameOf(ends);
    const id = this.#known.get(name) ?? (await findLinkPair(this.#database, ends));
    if (id !== undefined) this.#known.set(name, id);
    return id;
  }

  async findOrAdd(ends: LinkEnds): Promise<number> {
    const name = nameOf(ends);
    const id = this.#known.get(name) ?? (await findOrAddLinkPair(this.#database, ends));
    this.#known.set(name, id);
    return id;
  }
}

function nameOf({ source, target, workspaceId }: LinkEnds): string {
  return [workspaceId, source.connection, source.resource, target.connection, target.resource].join("\n");
}
