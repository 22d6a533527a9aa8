import {
  ConnectorError,
  type FindRequest,
  type FoundRecord,
  type Reader,
} from "@trasvase/shared/connector.ts";
import { canonicalText } from "./canonical.ts";
import type { Clients } from "./connections.ts";

type Matches = readonly FoundRecord[];

const keptMs = 10 * 60_000;
/** What was not there may be made by a run at any moment; kept longer, a preview would contradict what it knows was sent. */
const missingKeptMs = 20_000;
const mostKept = 10_000;
/** Questions that previews may ask one connection in a minute: so few that runs do not feel it. */
const asksPerMinute = 300;

/** One preview's dealings with the kept answers. */
export interface Asking {
  /** Answers from before this moment (epoch milliseconds) are not good enough. */
  readonly since: number;
  /** Told when each answer it is given was got. */
  asked(at: number): void;
}

/**
 * What previews have found, kept for ten minutes by connection, resource and question, and rationed per connection: whoever types in the
 * editor asks the same things again and again.
 */
export class PreviewReads {
  readonly #kept = new Map<string, { readonly matches: Matches; readonly at: number }>();
  readonly #spent = new Map<string, { asks: number; readonly since: number }>();

  /** The reader of a connection, with finding cached and rationed. A change of the connection forgets what it gave. */
  async reader(clients: Clients, connection: string, asking: Asking): Promise<Reader> {
    const reader = await clients.reader(connection);
    const scope = `${clients.workspaceId}\n${connection}\n${clients.revision(connection)}`;
    return {
      check: (signal) => reader.check(signal),
      read: (request) => reader.read({ ...request, gentle: true }),
      describe: (intent) => reader.describe(intent),
      placeholders: (resource) => reader.placeholders(resource),
      close: async () => {},
      find: (request) => this.#find(reader, scope, request, asking),
    };
  }

  async #find(
    reader: Reader,
    scope: string,
    request: FindRequest,
    asking: Asking,
  ): Promise<readonly Matches[]> {
    const names = request.values.map((values) =>
      canonicalText([scope, request.resource, request.options, request.fields, values]),
    );
    const now = Date.now();
    const isKept = (name: string) => this.#isGood(name, now, asking.since);
    const open = request.values.filter((_, index) => !isKept(names[index] ?? ""));
    if (open.length > 0) {
      this.#spend(scope, open.length, now);
      const found = [...(await reader.find({ ...request, values: open, gentle: true }))];
      for (const name of names) if (!isKept(name)) this.#keep(name, found.shift() ?? [], Date.now());
    }
    return names.map((name) => {
      const kept = this.#kept.get(name);
      asking.asked(kept?.at ?? now);
      return kept?.matches ?? [];
    });
  }

  #isGood(name: string, now: number, since: number): boolean {
    const kept = this.#kept.get(name);
    if (!kept || kept.at < since) return false;
    return kept.at + (kept.matches.length === 0 ? missingKeptMs : keptMs) > now;
  }

  #keep(name: string, matches: Matches, at: number): void {
    this.#kept.delete(name);
    this.#kept.set(name, { matches, at });
    if (this.#kept.size <= mostKept) return;
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      break;
    }
  }

  #spend(scope: string, asks: number, now: number): void {
    const spent = this.#spent.get(scope);
    const current = spent && now - spent.since < 60_000 ? spent : { asks: 0, since: now };
    this.#spent.set(scope, current);
    if (current.asks > 0 && current.asks + asks > asksPerMinute) {
      const wait = 60_000 - (now - current.since);
      throw new ConnectorError(
        "transient",
        "preview-ration",
        `Previews have asked this connection ${current.asks} questions in this minute, as many as they may. The next ones can be asked in ${Math.ceil(wait / 1000)} s.`,
        wait,
      );
    }
    current.asks += asks;
  }
}
