/** A size of text for people: `312 kB`. Counts a character as a byte, which is near enough for business records. */
export function printSize(characters: number): string {
  if (characters < 1000) return `${characters} B`;
  if (characters < 1_000_000) return `${Math.round(characters / 1000)} kB`;
  return `${(characters / 1_000_000).toFixed(1)} MB`;
}
