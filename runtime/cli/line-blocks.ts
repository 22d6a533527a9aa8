/** Whole lines of an input, as many as are worth sending to another thread. */
export interface LineBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Lines before it, blank ones too. */
  readonly linesBefore: number;
  /** Records before it. */
  readonly recordsBefore: number;
}

const defaultBlockBytes = 512 * 1024;
/** More of one line is not kept: the reader refuses it anyway, and says so. */
const mostLineBytes = 17 * 1024 * 1024;
const newline = 10;

/** Cuts bytes into blocks of whole lines, each with its place in the input. The last one ends in a newline whether the input does or not. */
export async function* cutLines(
  chunks: AsyncIterable<Uint8Array>,
  blockBytes = defaultBlockBytes,
): AsyncGenerator<LineBlock> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let linesBefore = 0;
  let recordsBefore = 0;
  const take = (end: number): LineBlock => {
    const all = Buffer.concat(parts);
    const block = { bytes: copy(all.subarray(0, end)), linesBefore, recordsBefore };
    const counted = countLines(block.bytes);
    linesBefore += counted.lines;
    recordsBefore += counted.records;
    parts = [Buffer.from(all.subarray(end))];
    length = all.length - end;
    return block;
  };
  for await (const chunk of chunks) {
    const lastLine = chunk.lastIndexOf(newline);
    if (lastLine < 0 && length > mostLineBytes) continue;
    parts.push(Buffer.from(chunk));
    const complete = length + lastLine + 1;
    length += chunk.length;
    if (lastLine >= 0 && complete >= blockBytes) yield take(complete);
  }
  if (length === 0) return;
  parts.push(Buffer.from("\n"));
  yield take(length + 1);
}

function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  // A buffer of its own, so that it can be handed over to another thread instead of being copied again.
  const own = new Uint8Array(bytes.length);
  own.set(bytes);
  return own;
}

function countLines(block: Uint8Array): { readonly lines: number; readonly records: number } {
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
