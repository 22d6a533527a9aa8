/** A piece of a text that is in both versions, only in the earlier, or only in the later. */
export interface DiffPiece {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Above this many comparisons the texts are compared by lines, and above it again as a whole. */
const mostComparisons = 1_000_000;

/** What to take out and put in to get from one text to the other, by words; joined pieces give both texts back exactly. */
export function diffTexts(before: string, after: string): readonly DiffPiece[] {
  if (before === after) return before === "" ? [] : [{ kind: "same", text: before }];
  for (const split of [intoWords, intoLines]) {
    const [old, now] = [split(before), split(after)];
    if (old.length * now.length <= mostComparisons) return join(compare(old, now));
  }
  return join([
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ]);
}

function intoWords(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];
}

function intoLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/** Longest common subsequence, from the ends inwards. */
function compare(old: readonly string[], now: readonly string[]): readonly DiffPiece[] {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = now.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        old[row] === now[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pieces: DiffPiece[] = [];
  let row = 0;
  let column = 0;
  while (row < old.length || column < now.length) {
    const [gone, come] = [old[row], now[column]];
    if (gone !== undefined && gone === come) {
      pieces.push({ kind: "same", text: gone });
      row++;
      column++;
    } else if (gone !== undefined && (come === undefined || at(row + 1, column) >= at(row, column + 1))) {
      pieces.push({ kind: "removed", text: gone });
      row++;
    } else {
      pieces.push({ kind: "added", text: come ?? "" });
      column++;
    }
  }
  return pieces;
}

/** Joins neighbours of one kind. */
function join(pieces: readonly DiffPiece[]): readonly DiffPiece[] {
  const joined: DiffPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece.text === "") continue;
    if (last?.kind === piece.kind)
      joined[joined.length - 1] = { kind: piece.kind, text: last.text + piece.text };
    else joined.push(piece);
  }
  return joined;
}

/** What of a diff stands in the earlier or in the later text. */
export function sideOf(pieces: readonly DiffPiece[], side: "before" | "after"): readonly DiffPiece[] {
  const other = side === "before" ? "added" : "removed";
  return pieces.filter((piece) => piece.kind !== other);
}
