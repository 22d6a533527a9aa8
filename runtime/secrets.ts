import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import { chmod, link, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "@trasvase/db/client.ts";
import { addSecretKey } from "@trasvase/db/queries/add-secret-key.ts";
import { findOrAddHashKey } from "@trasvase/db/queries/find-or-add-hash-key.ts";
import { findSecretKeys } from "@trasvase/db/queries/find-secret-keys.ts";

/** Something encrypted cannot be used: wrong key, moved or damaged bytes. The message is a sentence and holds no secret. */
export class SecretsError extends Error {
  override readonly name = "SecretsError";
}

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;
const idBytes = 8;
/** First byte of everything sealed: how to read the rest. */
const format = 1;

/** AES-256-GCM under one key: random nonce, text, tag. `context` is not stored; opening needs the same one. */
export function encrypt(key: Uint8Array, plaintext: Uint8Array | string, context: string): Uint8Array {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes }).setAAD(
    Buffer.from(context),
  );
  const text = typeof plaintext === "string" ? Buffer.from(plaintext) : plaintext;
  return Buffer.concat([iv, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

/** Undoes `encrypt`. Throws `SecretsError` when key, bytes or context are not the same. */
export function decrypt(key: Uint8Array, sealed: Uint8Array, context: string): Buffer {
  if (sealed.length < ivBytes + tagBytes)
    throw new SecretsError(`The encrypted value of ${context} is cut off.`);
  const end = sealed.length - tagBytes;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes, end)), decipher.final()]);
  } catch {
    throw new SecretsError(
      `The encrypted value of ${context} cannot be opened: it was changed, belongs to something else, or was sealed with another key.`,
    );
  }
}

interface NamedKey {
  readonly id: string;
  readonly key: Buffer;
}

/** The SECRET_KEYs in use: everything new is sealed with the first, what an older one sealed can still be opened. */
export class SecretKeys {
  readonly #keys: ReadonlyMap<string, Buffer>;
  /** Id of the key that seals. Tells nothing about the key. */
  readonly currentId: string;
  readonly #current: Buffer;

  constructor(first: Uint8Array, ...older: readonly Uint8Array[]) {
    const named = [first, ...older].map(nameKey);
    this.#keys = new Map(named.map(({ id, key }) => [id, key]));
    ({ id: this.currentId, key: this.#current } = nameKey(first));
  }

  /**
   * Reads 32 bytes in base64, or several such separated by commas, the newest first. `origin` says where the text is from.
   * Throws `SecretsError`, which never repeats the text.
   */
  static parse(text: string, origin: string): SecretKeys {
    const keys = text.split(",").map((part) => Buffer.from(part.trim(), "base64"));
    const [first, ...older] = keys;
    if (!first || keys.some((key) => key.length !== keyBytes)) {
      throw new SecretsError(
        `${origin} must hold ${keyBytes} random bytes in base64 (44 characters). Make one with: openssl rand -base64 32`,
      );
    }
    return new SecretKeys(first, ...older);
  }

  /** What everything begins with that the first key sealed. */
  get prefix(): Uint8Array {
    return Buffer.concat([Buffer.of(format), Buffer.from(this.currentId, "hex")]);
  }

  has(id: string): boolean {
    return this.#keys.has(id);
  }

  /**
   * Seals a value for one place only: `context` names it (such as `connection <workspace> <id> secrets`), and what is copied to
   * another place does not open there.
   */
  seal(plaintext: Uint8Array | string, context: string): Uint8Array {
    return Buffer.concat([this.prefix, encrypt(this.#current, plaintext, context)]);
  }

  /** Opens what `seal` gave, with whichever key sealed it. Throws `SecretsError`. */
  open(sealed: Uint8Array, context: string): Buffer {
    const id = sealedBy(sealed);
    const key = id === undefined ? undefined : this.#keys.get(id);
    if (!key) {
      throw new SecretsError(
        `The encrypted value of ${context} was sealed with the key ${id ?? "(unreadable)"}, which SECRET_KEY does not hold. Add that key to SECRET_KEY, after a comma.`,
      );
    }
    return decrypt(key, sealed.subarray(1 + idBytes), context);
  }
}

function nameKey(bytes: Uint8Array): NamedKey {
  const id = createHash("sha256")
    .update("trasvase key id")
    .update(bytes)
    .digest("hex")
    .slice(0, 2 * idBytes);
  return { id, key: Buffer.from(bytes) };
}

/** Id of the key that sealed a value; undefined if it is no sealed value. */
export function sealedBy(sealed: Uint8Array): string | undefined {
  if (sealed[0] !== format || sealed.length < 1 + idBytes + ivBytes + tagBytes) return undefined;
  return Buffer.from(sealed.subarray(1, 1 + idBytes)).toString("hex");
}

/** Where SECRET_KEY comes from. */
export interface SecretKeySource {
  /** The variable SECRET_KEY, if set. */
  readonly fromEnvironment: string | undefined;
  /** Its file `secret.key` is read otherwise, or made for a database that never had a key. */
  readonly dataDir: string;
}

const canaryText = "trasvase";
const canaryContext = (id: string) => `canary ${id}`;

/**
 * The keys to work with, proven against the database: it remembers every key it was used with. Throws `SecretsError` for a wrong
 * or missing key, before anything is read or written with it; never replaces a key, never makes one for a database that has data.
 */
export async function openSecretKeys(database: Database, source: SecretKeySource): Promise<SecretKeys> {
  for (;;) {
    const noted = await findSecretKeys(database);
    const origin = source.fromEnvironment === undefined ? join(source.dataDir, "secret.key") : "SECRET_KEY";
    const keys = await readOrMakeKeys(source, noted.size > 0);
    checkKeys(keys, noted, origin);
    if (noted.has(keys.currentId)) return keys;
    const canary = keys.seal(canaryText, canaryContext(keys.currentId));
    if (await addSecretKey(database, { id: keys.currentId, canary }, [...noted.keys()])) return keys;
    // Another process was first: look at what it noted.
  }
}

function checkKeys(keys: SecretKeys, noted: ReadonlyMap<string, Uint8Array>, origin: string): void {
  const missing = [...noted.keys()].filter((id) => !keys.has(id));
  if (missing.length > 0) {
    throw new SecretsError(
      `The database holds secrets sealed with the key ${missing.join(" and ")}, and ${origin} holds only ${keys.currentId}. Nothing was changed. Start with the key the database was used with; to change keys, put the new one first and the old one after a comma.`,
    );
  }
  for (const [id, canary] of noted) {
    if (keys.open(canary, canaryContext(id)).toString() !== canaryText) {
      throw new SecretsError(
        `The key ${id} of ${origin} does not open what the database keeps to recognise it.`,
      );
    }
  }
}

async function readOrMakeKeys(source: SecretKeySource, isDatabaseUsed: boolean): Promise<SecretKeys> {
  if (source.fromEnvironment !== undefined) return SecretKeys.parse(source.fromEnvironment, "SECRET_KEY");
  const file = join(source.dataDir, "secret.key");
  for (;;) {
    const text = await readKeyFile(file);
    if (text !== undefined) return SecretKeys.parse(text, `The file ${file}`);
    if (isDatabaseUsed) {
      throw new SecretsError(
        `The key of this database is missing: SECRET_KEY is not set and there is no file ${file}. Nothing was changed. Put the file back from a backup, or set SECRET_KEY to the same key as the other processes of this database.`,
      );
    }
    await makeKeyFile(file);
  }
}

async function readKeyFile(file: string): Promise<string | undefined> {
  try {
    // Copies and restored backups often come back readable for all.
    if (((await stat(file)).mode & 0o077) !== 0) await chmod(file, 0o600);
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new SecretsError(
      `The key file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}. Start Trasvase as the account the file belongs to.`,
    );
  }
}

/** Linking never replaces a file and never shows half of one. */
async function makeKeyFile(file: string): Promise<void> {
  const unfinished = `${file}.${randomBytes(4).toString("hex")}`;
  try {
    await writeFile(unfinished, `${randomBytes(keyBytes).toString("base64")}\n`, { mode: 0o600 });
    await link(unfinished, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** Stands for personal keys and match values where they are only compared: equal texts give equal hashes, within one workspace. */
export class HashKey {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  hash(text: string): Uint8Array {
    return createHmac("sha256", this.#key).update(text).digest();
  }
}

/** The hash key of a workspace, made at first use. It outlives a change of SECRET_KEY, or hashes would stop matching. */
export async function openHashKey(
  database: Database,
  keys: SecretKeys,
  workspaceId: string,
): Promise<HashKey> {
  const context = hashKeyContext(workspaceId);
  const sealed = await findOrAddHashKey(database, workspaceId, () =>
    keys.seal(randomBytes(keyBytes), context),
  );
  return new HashKey(keys.open(sealed, context));
}

/** Names the place of a workspace's hash key, where alone its seal opens. */
export function hashKeyContext(workspaceId: string): string {
  return `workspace ${workspaceId} hash key`;
}
