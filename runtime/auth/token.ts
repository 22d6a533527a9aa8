import { createHash, randomBytes } from "node:crypto";

/** A new secret text of 256 random bits, safe in addresses and cookies. */
export function makeToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored instead of a token. */
export function hashToken(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}
