import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "@trasvase/db/client.ts";
import { claimTokenLease } from "@trasvase/db/queries/claim-token-lease.ts";
import { endTokenLease } from "@trasvase/db/queries/end-token-lease.ts";
import { readTokens } from "@trasvase/db/queries/read-tokens.ts";
import { ConnectorError, type TokenStore } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import * as z from "zod";
import type { SecretKeys } from "../secrets.ts";

type Tokens = Readonly<Record<string, Json>>;

const tokensSchema = z.record(z.string(), z.json());

/** Longer than any refresh takes; a process that dies during one delays the others by this much. */
const leaseMs = 60_000;
const lookAgainMs = 150;
const patienceMs = 90_000;

/** The rotating credentials of one connection, sealed in the database and refreshed by one process at a time. */
export function openTokenStore(
  database: Database,
  keys: SecretKeys,
  place: { readonly workspaceId: string; readonly name: string },
): TokenStore {
  const { workspaceId, name } = place;
  const contextOf = (id: string) => tokensContext(workspaceId, id);

  async function find() {
    const row = await readTokens(database, workspaceId, name);
    if (row) return row;
    throw new ConnectorError(
      "broken",
      "no-connection",
      `There is no connection "${name}" any more. Choose another one in the steps that use it.`,
    );
  }

  async function read(): Promise<Tokens | undefined> {
    const { id, tokens } = await find();
    if (!tokens) return undefined;
    return tokensSchema.parse(JSON.parse(keys.open(tokens, contextOf(id)).toString()));
  }

  async function claim(): Promise<number> {
    const owner = `${process.pid} ${randomUUID()}`;
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const epoch = await claimTokenLease(database, { workspaceId, connection: name, owner, leaseMs });
      if (epoch !== undefined) return epoch;
      if (Date.now() > deadline) {
        throw new ConnectorError(
          "transient",
          "token-lease",
          `Another process has been signing in to "${name}" for more than ${patienceMs / 1000} seconds.`,
        );
      }
      await wait(lookAgainMs);
    }
  }

  return {
    read,
    async refresh(renew) {
      await find();
      const epoch = await claim();
      const lease = { workspaceId, connection: name, epoch };
      try {
        const renewed = await renew(await read());
        const { id } = await find();
        const tokens = keys.seal(JSON.stringify(renewed), contextOf(id));
        const kept = await endTokenLease(database, { ...lease, tokens, secretKeyId: keys.currentId });
        return kept ? renewed : ((await read()) ?? renewed);
      } catch (error) {
        await endTokenLease(database, lease);
        throw error;
      }
    },
  };
}

/** Names the place of a connection's tokens, where alone their seal opens. */
export function tokensContext(workspaceId: string, id: string): string {
  return `connection ${workspaceId} ${id} tokens`;
}
