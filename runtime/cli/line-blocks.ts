/** Whole lines of an input, as many as are worth sending to another thread. */
export interface LineBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Lines before it, blank ones too. */
  readonly linesBefore: number;
  /** Records before it. */
  readonly recordsBefore: number;
}

const defaultBlockBytes = 256 * 1024;
/** More of one line is not kept: the reader refuses it anyway, and says so. */
const mostLineBytes = 17 * 1024 * 1024;
const newline = 10;

/** Cuts bytes into blocks of whole lines, each with its place in the input. The last one ends in a newline whether the input does or not. */
export async function* cutLines(
  chunks: AsyncIterable<Uint8Array>,
  blockBytes = defaultBlockBytes,
): AsyncGenerator<LineBlock> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let linesBefore = 0;
  let recordsBefore = 0;
  const take = (last: Uint8Array): LineBlock => {
    const block = { bytes: join(parts, last, length), linesBefore, recordsBefore };
    const counted = countLines(block.bytes);
    linesBefore += counted.lines;
    recordsBefore += counted.records;
    parts.length = 0;
    length = 0;
    return block;
  };
  const keep = (bytes: Uint8Array) => {
    // A chunk is valid until the next one only.
    parts.push(Buffer.from(bytes));
    length += bytes.length;
  };
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end === 0 && length > mostLineBytes) continue;
    if (end === 0 || length + end < blockBytes) {
      keep(chunk);
      continue;
    }
    yield take(chunk.subarray(0, end));
    if (end < chunk.length) keep(chunk.subarray(end));
  }
  if (length > 0) yield take(Buffer.from("\n"));
}

/** One buffer of their own, so that it can be handed over to another thread instead of being copied again. */
function join(parts: readonly Uint8Array[], last: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(length + last.length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  joined.set(last, at);
  return joined;
}

function countLines(bytes: Uint8Array): { readonly lines: number; readonly records: number } {
  // A Buffer looks for a byte with the machine's own search, a plain array one by one.
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let lines = 0;
  let records = 0;
  let start = 0;
  for (let end = block.indexOf(newline); end >= 0; end = block.indexOf(newline, start)) {
    lines++;
    if (!isBlank(block, start, end)) records++;
    start = end + 1;
  }
  return { lines, records };
}

/** Almost every line begins with `{`, so this looks at one byte. */
function isBlank(block: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = block[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}
