/**
 * A keyed one-way digest: equal texts give equal bytes, at least 32 of them, and without the key nobody can tell which text gave them.
 * The key belongs to a workspace and stays on the server.
 */
export type Digest = (text: string) => Uint8Array;

/** Letters that are easy to say and to tell apart; a stand-in reads like a name of no language. */
const consonants = "bdfghjklmnprstvwz";
const vowels = "aeiou";

/** As many letters, in lower case, consonants and vowels in turn; never the word itself. */
export function lettersFor(word: string, digest: Digest): string {
  const length = [...word].length;
  return unlike(word, (turn) => {
    const bytes = bytesFor(`letters ${turn} ${word}`, length + 1, digest);
    const first = (bytes[length] ?? 0) % 2;
    let made = "";
    for (let index = 0; index < length; index++) {
      const set = index % 2 === first ? consonants : vowels;
      made += set.charAt((bytes[index] ?? 0) % set.length);
    }
    return made;
  });
}

/**
 * As many digits. A zero at either end stays and no other digit becomes one there, so that a number keeps its length and a code its leading
 * zero. Never the word itself, unless nothing else has its shape.
 */
export function digitsFor(word: string, digest: Digest): string {
  const signs = [...word];
  if (signs.length <= 2 && signs.every((sign) => sign === "0")) return word;
  return unlike(word, (turn) => {
    const bytes = bytesFor(`digits ${turn} ${word}`, signs.length, digest);
    return signs
      .map((sign, index) => {
        const byte = bytes[index] ?? 0;
        if (index !== 0 && index !== signs.length - 1) return String(byte % 10);
        return sign === "0" ? "0" : String(1 + (byte % 9));
      })
      .join("");
  });
}

/** A word with capitals where the original has them. */
export function withCaseOf(original: string, made: string): string {
  if (original === original.toLowerCase()) return made;
  const signs = [...original];
  return [...made]
    .map((letter, index) => (isCapital(signs[index] ?? "") ? letter.toUpperCase() : letter))
    .join("");
}

function isCapital(sign: string): boolean {
  return sign !== sign.toLowerCase();
}

function unlike(word: string, make: (turn: number) => string): string {
  for (let turn = 0; ; turn++) {
    const made = make(turn);
    if (made !== word) return made;
  }
}

function bytesFor(name: string, count: number, digest: Digest): Uint8Array {
  const first = digest(name);
  if (first.length >= count) return first;
  const bytes = new Uint8Array(count);
  for (let from = 0; from < count; ) {
    const more = from === 0 ? first : digest(`${name} ${from}`);
    bytes.set(more.subarray(0, count - from), from);
    from += more.length;
  }
  return bytes;
}
