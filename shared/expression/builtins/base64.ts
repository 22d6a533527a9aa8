const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 of a text's characters as single bytes; of larger characters the low byte is taken. */
export function encodeBase64(text: string): string {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const rest = text.length - at;
    const [first, second, third] = [0, 1, 2].map((offset) => text.charCodeAt(at + offset) & 0xff);
    const bits = ((first ?? 0) << 16) | ((second ?? 0) << 8) | (third ?? 0);
    parts.push(
      digit(bits >> 18),
      digit(bits >> 12),
      rest > 1 ? digit(bits >> 6) : "=",
      rest > 2 ? digit(bits) : "=",
    );
  }
  return parts.join("");
}

function digit(bits: number): string {
  return alphabet.charAt(bits & 63);
}

/** The bytes as characters. Reads the URL alphabet too, stops at padding and passes over everything else. */
export function decodeBase64(text: string): string {
  const parts: string[] = [];
  let bits = 0;
  let count = 0;
  for (const character of text) {
    if (character === "=") break;
    const value = alphabet.indexOf(character === "-" ? "+" : character === "_" ? "/" : character);
    if (value < 0) continue;
    bits = (bits << 6) | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      parts.push(String.fromCharCode((bits >> count) & 0xff));
      bits &= (1 << count) - 1;
    }
  }
  return parts.join("");
}
