/** How large a JSON text may be in its structure. */
export interface JsonLimits {
  readonly depth: number;
  /** Most members and elements together. */
  readonly values: number;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/**
 * Looks over the bytes of a JSON text for what makes parsing or storing it dangerous, without parsing it and without recursion.
 * Whether it is JSON at all is left to the parser.
 */
export function findTooDeep(
  bytes: Uint8Array,
  limits: JsonLimits,
): "too-deep" | "too-many-values" | undefined {
  let depth = 0;
  let values = 1;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (inText) {
      if (byte === backslash) at++;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === comma) values++;
    else if (opening.has(byte)) depth++;
    else if (closing.has(byte)) depth--;
    if (depth > limits.depth) return "too-deep";
    if (values > limits.values) return "too-many-values";
  }
  return undefined;
}
