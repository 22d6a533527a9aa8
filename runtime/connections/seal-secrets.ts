import { Secret } from "@trasvase/shared/secret.ts";
import * as z from "zod";
import type { SecretKeys } from "../secrets.ts";

/** The secrets of a connection as they are sealed: each text with the moment it was entered. */
const sealedSchema = z.record(z.string(), z.object({ text: z.string(), setAt: z.string() }));

export type EnteredSecrets = z.infer<typeof sealedSchema>;

interface Place {
  readonly workspaceId: string;
  /** Of the connection. */
  readonly id: string;
}

/** Names the place of a connection's secrets, where alone their seal opens. */
export function secretsContext({ workspaceId, id }: Place): string {
  return `connection ${workspaceId} ${id} secrets`;
}

/** Seals the secrets of one connection; they open nowhere else. */
export function sealSecrets(keys: SecretKeys, place: Place, secrets: EnteredSecrets): Uint8Array {
  return keys.seal(JSON.stringify(secrets), secretsContext(place));
}

/** The secrets of a connection with the moments they were entered; none when it has none. */
export function openEnteredSecrets(
  keys: SecretKeys,
  row: Place & { readonly secrets: Uint8Array | null },
): EnteredSecrets {
  if (!row.secrets) return {};
  return sealedSchema.parse(JSON.parse(keys.open(row.secrets, secretsContext(row)).toString()));
}

/** The secrets of a connection for its client. */
export function openSecrets(
  keys: SecretKeys,
  row: Place & { readonly secrets: Uint8Array | null },
): Readonly<Record<string, Secret>> {
  const entered = Object.entries(openEnteredSecrets(keys, row));
  return Object.fromEntries(entered.map(([name, { text }]) => [name, new Secret(text)]));
}
