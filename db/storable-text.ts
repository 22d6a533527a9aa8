/** Whether PostgreSQL's text types take it: no NUL, no lone surrogate. */
export function isStorableText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

/**
 * A text made fit for a text column, for messages and labels: what PostgreSQL refuses becomes U+FFFD, what is longer than `most`
 * UTF-16 units ends in an ellipsis. Never for keys or values that are compared: two different ones could become equal.
 */
export function storableText(text: string, most: number): string {
  const cut = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  return cut.toWellFormed().replaceAll("\0", "\uFFFD");
}
