/** Shown wherever a secret would otherwise appear. */
export const maskedSecret = "•••";

/** A secret text that cannot leak by accident: printing, JSON and string joining all give a mask. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The secret itself. Called by connector clients only, so that a search for it lists every use. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return maskedSecret;
  }

  toJSON(): string {
    return maskedSecret;
  }

  [Symbol.toPrimitive](): string {
    return maskedSecret;
  }
}

/** Replaces every occurrence of the secrets, also URL-encoded and base64, by the mask. Short secrets (under 4 characters) are left. */
export function maskSecrets(text: string, secrets: readonly Secret[]): string {
  let masked = text;
  for (const secret of secrets) {
    const plain = secret.reveal();
    if (plain.length < 4) continue;
    for (const form of new Set([plain, encodeURIComponent(plain), base64(plain)])) {
      masked = masked.replaceAll(form, maskedSecret);
    }
  }
  return masked;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Written out because this package has neither Buffer nor btoa.
function base64(text: string): string {
  const bytes: number[] = [];
  for (const character of encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|(.)/g)) {
    bytes.push(
      character[1] === undefined ? (character[2] ?? "").charCodeAt(0) : Number.parseInt(character[1], 16),
    );
  }
  let out = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += alphabet.charAt(bits >> 18) + alphabet.charAt((bits >> 12) & 63);
    out += b === undefined ? "=" : alphabet.charAt((bits >> 6) & 63);
    out += c === undefined ? "=" : alphabet.charAt(bits & 63);
  }
  return out;
}
