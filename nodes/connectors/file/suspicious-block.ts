const backslash = 92;

/**
 * Whether a block of JSON lines may hold something that JSON.parse would damage or let through: a number that a double cannot hold (a run
 * of 16 digits, an exponent of three), an escape of NUL or of half a character, `__proto__`. True for some blocks without; never false
 * for one with.
 */
export function isSuspicious(block: Buffer): boolean {
  return hasUnicodeEscape(block) || block.includes("__proto__") || hasInexactNumber(block);
}

// One rare byte is found six times as fast as three texts.
function hasUnicodeEscape(block: Buffer): boolean {
  return (
    block.includes(backslash) && (block.includes("\\u0") || block.includes("\\ud") || block.includes("\\uD"))
  );
}

/** Looks at four bytes at once, and closely only where a digit stands before an `e`, or where twelve digits or points stand in a row. */
function hasInexactNumber(block: Buffer): boolean {
  // Four bytes in each number: the high bit of a byte of a mask says whether the byte is one of those looked for. Added to a byte's low
  // bits, `overNine` sets its high bit from ":" on, `fromZero` from "0" on, `fromPoint` from "." on ("/" too: the close look sorts it out).
  // Constants of the function, because those of a bundled module are variables to the compiler, which made this three times as slow.
  const lows = 0x7f7f7f7f;
  const highs = -0x7f7f7f80;
  const overNine = 0x46464646;
  const fromZero = 0x50505050;
  const fromPoint = 0x52525252;
  const smallLetters = 0x20202020;
  const letterE = 0x65656565;
  const words = new DataView(block.buffer, block.byteOffset, block.length);
  const end = block.length - 3;
  let digitsBefore = 0;
  let fullWords = 0;
  for (let at = 0; at < end; at += 4) {
    const word = words.getInt32(at, true);
    const low = word & lows;
    const over = (low + overNine) | word;
    const digits = (low + fromZero) & ~over & highs;
    const numeric = (low + fromPoint) & ~over & highs;
    const e = (word | smallLetters) ^ letterE;
    const isE = ~(((e & lows) + lows) | e) & highs;
    if ((isE & ((digits << 8) | (digitsBefore >>> 24))) !== 0 && hasLargeExponent(block, at)) return true;
    digitsBefore = digits;
    fullWords = numeric === highs ? fullWords + 1 : 0;
    // A run of 16 covers three whole words, wherever it begins.
    if (fullWords === 3 && isLongRun(block, at)) return true;
  }
  return false;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

function isDigitOrPoint(byte: number | undefined): boolean {
  return isDigit(byte) || byte === 46;
}

/** Whether one of the four bytes from `at` is the e of an exponent of at least three digits. */
function hasLargeExponent(block: Buffer, at: number): boolean {
  for (let e = at; e < at + 4; e++) {
    if (((block[e] ?? 0) | 0x20) !== 0x65 || !isDigit(block[e - 1])) continue;
    const sign = block[e + 1];
    const first = sign === 43 || sign === 45 ? e + 2 : e + 1;
    if (isDigit(block[first]) && isDigit(block[first + 1]) && isDigit(block[first + 2])) return true;
  }
  return false;
}

/** Whether the digits and points around `at` are at least 16. */
function isLongRun(block: Buffer, at: number): boolean {
  let from = at;
  let to = at;
  while (isDigitOrPoint(block[from - 1])) from--;
  while (isDigitOrPoint(block[to + 1])) to++;
  return isDigitOrPoint(block[at]) && to - from >= 15;
}
