/** A place in a text with what stands before and behind it. */
export interface Cut {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** Cuts a text down to a place (UTF-16 units) and at most `margin` characters on each side, with … where something was left out. */
export function cutAround(text: string, start: number, end: number, margin: number): Cut {
  const from = Math.min(Math.max(0, start), text.length);
  const to = Math.min(Math.max(from, end), text.length);
  const first = Math.max(0, from - margin);
  const last = Math.min(text.length, to + margin);
  return {
    before: (first > 0 ? "…" : "") + text.slice(first, from),
    marked: text.slice(from, to),
    after: text.slice(to, last) + (last < text.length ? "…" : ""),
  };
}
