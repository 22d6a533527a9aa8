/** What can be searched for by its words. */
export interface Findable {
  label: string;
  detail?: string | undefined;
  synonyms?: readonly string[] | undefined;
}

/** Without accents and capitals, so that `cafe` finds `Café`. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * The entries that hold every word of the text somewhere, best first: names that begin with the text, then names with a word that
 * begins with it, then the rest. Everything in its own order for an empty text.
 */
export function findEntries<Entry extends Findable>(entries: readonly Entry[], text: string): Entry[] {
  const wanted = plain(text).trim();
  if (wanted === "") return [...entries];
  const words = wanted.split(/\s+/);
  const ranked = entries.flatMap((entry) => {
    const label = plain(entry.label);
    const all = [label, plain(entry.detail ?? ""), ...(entry.synonyms ?? []).map(plain)].join("\n");
    if (!words.every((word) => all.includes(word))) return [];
    const rank = label.startsWith(wanted)
      ? 0
      : label.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(wanted))
        ? 1
        : 2;
    return [{ entry, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ entry }) => entry);
}
