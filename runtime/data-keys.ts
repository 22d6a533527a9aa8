import { randomBytes } from "node:crypto";
import type { Database } from "@trasvase/db/client.ts";
import { findDataKey, type WrappedDataKey } from "@trasvase/db/queries/find-data-key.ts";
import { type DataKeyUse, findOrAddDataKey } from "@trasvase/db/queries/find-or-add-data-key.ts";
import { decrypt, encrypt, type SecretKeys, SecretsError } from "./secrets.ts";

/** Encrypts the payloads of one flow, day and life. */
export class DataKey {
  /** `data_key.id`, stored beside each payload. */
  readonly id: number;
  readonly #key: Uint8Array;

  constructor(id: number, key: Uint8Array) {
    this.id = id;
    this.#key = key;
  }

  /** `context` names the row, as for `SecretKeys.seal`. Compress before: encrypted bytes do not. */
  seal(plaintext: Uint8Array, context: string): Uint8Array {
    return encrypt(this.#key, plaintext, context);
  }

  open(sealed: Uint8Array, context: string): Buffer {
    return decrypt(this.#key, sealed, context);
  }
}

/** An erasure makes a newer key for the same use; every process writes with it after this long. */
export const newestKeyWithinMs = 60_000;
const mostCached = 2_000;

/** The data keys, unwrapped once per process. */
export class DataKeys {
  readonly #database: Database;
  readonly #secretKeys: SecretKeys;
  readonly #byId = new Map<number, DataKey>();
  readonly #newest = new Map<string, { readonly key: DataKey; readonly since: number }>();

  constructor(database: Database, secretKeys: SecretKeys) {
    this.#database = database;
    this.#secretKeys = secretKeys;
  }

  /** The key to encrypt with now; made at first use. */
  async forWriting(use: DataKeyUse): Promise<DataKey> {
    const name = `${use.flowId} ${use.day} ${use.life}`;
    const cached = this.#newest.get(name);
    if (cached && performance.now() - cached.since < newestKeyWithinMs) return cached.key;
    const stored = await findOrAddDataKey(this.#database, use, () => ({
      wrapped: this.#secretKeys.seal(randomBytes(32), wrapContext({ ...use, generation: 1 })),
      secretKeyId: this.#secretKeys.currentId,
    }));
    const key = this.#unwrap(stored);
    remember(this.#newest, name, { key, since: performance.now() });
    return key;
  }

  /** The key that encrypted a payload. Throws `SecretsError` when it was deleted, and with it the payload. */
  async forReading(id: number): Promise<DataKey> {
    const cached = this.#byId.get(id);
    if (cached) return cached;
    const stored = await findDataKey(this.#database, id);
    if (!stored) throw new SecretsError("The key of these contents was deleted, and the contents with it.");
    return this.#unwrap(stored);
  }

  #unwrap(stored: WrappedDataKey): DataKey {
    const key = new DataKey(stored.id, this.#secretKeys.open(stored.wrapped, wrapContext(stored)));
    remember(this.#byId, stored.id, key);
    return key;
  }
}

/** Names a data key, as which alone its seal opens. */
export function wrapContext(of: {
  readonly flowId: string;
  readonly day: string;
  readonly life: string;
  readonly generation: number;
}): string {
  return `data key ${of.flowId} ${of.day} ${of.life} ${of.generation}`;
}

/** Forgets the oldest entry rather than growing for ever. */
function remember<Key, Value>(cache: Map<Key, Value>, key: Key, value: Value): void {
  cache.delete(key);
  cache.set(key, value);
  if (cache.size <= mostCached) return;
  for (const oldest of cache.keys()) {
    cache.delete(oldest);
    break;
  }
}
