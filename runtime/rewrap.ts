import type { Database } from "@trasvase/db/client.ts";
import {
  findSealedOtherwise,
  replaceSealed,
  retireSecretKeys,
  type SealedValue,
} from "@trasvase/db/queries/find-sealed.ts";
import { secretsContext } from "./connections/seal-secrets.ts";
import { tokensContext } from "./connections/token-store.ts";
import { wrapContext } from "./data-keys.ts";
import { hookTokenContext } from "./hooks/hook-token.ts";
import { hashKeyContext, type SecretKeys } from "./secrets.ts";

/** What a change of SECRET_KEY came to. */
export interface Rewrapped {
  readonly resealed: number;
  /** Ids of the keys that nothing needs any more. */
  readonly retired: readonly string[];
}

const atOnce = 500;

/**
 * Seals with the newest SECRET_KEY what an older one sealed: data keys, secrets and tokens of connections, hash keys, tokens of webhooks.
 * The payloads themselves stay as they are, for their own keys do. May be cut off and done again; several processes may do it at once.
 * Then the older keys are forgotten, and may be taken out of SECRET_KEY. Throws `SecretsError` when a key is missing.
 */
export async function rewrap(database: Database, keys: SecretKeys): Promise<Rewrapped> {
  let resealed = 0;
  for (;;) {
    const found = await findSealedOtherwise(database, keys.prefix, atOnce);
    for (const value of found) {
      const context = contextOf(value);
      const sealed = keys.seal(keys.open(value.sealed, context), context);
      await replaceSealed(database, value, { sealed, keyId: keys.currentId });
    }
    resealed += found.length;
    if (found.length === 0) break;
  }
  return { resealed, retired: await retireSecretKeys(database, keys.currentId) };
}

function contextOf({ id, place, use, workspaceId }: SealedValue): string {
  switch (place) {
    case "data-key":
      if (!use) throw new Error(`The data key ${id} does not say what it is for.`);
      return wrapContext(use);
    case "connection-secrets":
      return secretsContext({ workspaceId, id });
    case "connection-tokens":
      return tokensContext(workspaceId, id);
    case "hash-key":
      return hashKeyContext(workspaceId);
    case "hook-token":
      return hookTokenContext({ workspaceId, id });
  }
}
