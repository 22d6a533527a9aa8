import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import {
  ConnectorError,
  type FileStore,
  type Services,
  type TokenStore,
} from "@trasvase/shared/connector.ts";
import { memoryCounters, memoryTokens } from "../memory-stores.ts";

/** Answers requests in this process, like a sandbox's `handle`. */
export type Route = (request: Request) => Promise<Response>;

/** Everything a client needs of the world, in this process, with what a test wants to see. */
export interface TestWorld {
  readonly services: Services;
  /** Every message and detail that was logged, as text. */
  readonly logs: readonly string[];
  /** How often tokens were really renewed. */
  renewals(): number;
  now(): number;
  advance(milliseconds: number): void;
  readonly filesRoot: string;
  close(): Promise<void>;
}

/** Makes a world whose network is one route. Its clock stands still until it is advanced. */
export async function createTestWorld(route: Route): Promise<TestWorld> {
  let now = Date.UTC(2026, 2, 2, 9, 0, 0);
  const logs: string[] = [];
  const filesRoot = await realpath(await mkdtemp(join(tmpdir(), "trasvase-files-")));
  const store = countRenewals(memoryTokens());
  return {
    services: {
      fetch: (url, init) => fetchFrom(route, url, init),
      openSocket: async () => {
        throw new ConnectorError("broken", "no-network", "This world has no servers but its one route.");
      },
      now: () => now,
      wait: async (milliseconds) => {
        now += milliseconds;
      },
      tokens: store,
      counters: memoryCounters(),
      files: createFileStore(filesRoot),
      log: (level, message, details) =>
        void logs.push(`${level} ${message} ${JSON.stringify(details ?? {})}`),
    },
    logs,
    renewals: store.renewals,
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    filesRoot,
    close: () => rm(filesRoot, { recursive: true, force: true }),
  };
}

async function fetchFrom(route: Route, url: string, init: RequestInit | undefined): Promise<Response> {
  const request = new Request(url, init);
  const { signal } = request;
  signal.throwIfAborted();
  return Promise.race([
    route(request),
    new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    }),
  ]);
}

function countRenewals(store: TokenStore): TokenStore & { renewals(): number } {
  let renewals = 0;
  return {
    renewals: () => renewals,
    read: store.read,
    refresh: (renew) =>
      store.refresh(async (stored) => {
        const next = await renew(stored);
        if (JSON.stringify(next) !== JSON.stringify(stored)) renewals++;
        return next;
      }),
  };
}

function createFileStore(root: string): FileStore {
  const inside = (path: string) => {
    const full = join(root, path);
    if (full !== root && !full.startsWith(root + sep))
      throw new ConnectorError("rejected", "path", "outside");
    return full;
  };
  return {
    async locate(path) {
      const full = inside(path);
      let real: string;
      try {
        real = await realpath(full);
      } catch {
        throw new ConnectorError("rejected", "file-missing", `There is no "${path}".`);
      }
      if (real !== root && !real.startsWith(root + sep))
        throw new ConnectorError("rejected", "path", "outside");
      return full;
    },
    async place(path) {
      const full = inside(path);
      await mkdir(dirname(full), { recursive: true });
      return full;
    },
  };
}
