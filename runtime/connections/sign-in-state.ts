import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { type SecretKeys, SecretsError } from "../secrets.ts";

/** Whose sign-in at which system is under way. */
export interface SignInUnderWay {
  readonly workspaceId: string;
  readonly userId: string;
  readonly connection: string;
  /** Where the system sends the person back to; the token endpoint wants to hear the same again. */
  readonly redirectUri: string;
  /** The secret behind the challenge. */
  readonly verifier: string;
}

const stateSchema = z.object({
  workspaceId: z.string(),
  userId: z.string(),
  connection: z.string(),
  redirectUri: z.string(),
  verifier: z.string(),
  until: z.number(),
});

/** Long enough to find one's password and a second factor. */
const lifeMs = 15 * 60_000;
const context = "sign-in at a system";

/** A new secret and its hash, as PKCE (RFC 7636) has them. */
export function makeChallenge(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}

/** The state that goes to the system and comes back: sealed, so that nobody can make or read one. */
export function sealState(keys: SecretKeys, underWay: SignInUnderWay, now: number): string {
  const sealed = keys.seal(JSON.stringify({ ...underWay, until: now + lifeMs }), context);
  return Buffer.from(sealed).toString("base64url");
}

/** What a state says; undefined for one that is not ours or too old. */
export function openState(keys: SecretKeys, state: string, now: number): SignInUnderWay | undefined {
  try {
    const parsed = stateSchema.parse(
      JSON.parse(keys.open(Buffer.from(state, "base64url"), context).toString()),
    );
    return parsed.until > now ? parsed : undefined;
  } catch (error) {
    if (error instanceof SecretsError) return undefined;
    throw error;
  }
}
