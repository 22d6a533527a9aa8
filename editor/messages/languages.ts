/** The languages of the editor, each with the region whose dates and figures it writes. */
export const languages = ["en-GB", "es-ES", "nl-NL"] as const;

export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  "en-GB": "English",
  "es-ES": "Español",
  "nl-NL": "Nederlands",
};

/** The first wanted language that the editor speaks, by its first two letters; English if none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const match = languages.find((language) => language.slice(0, 2) === tag.slice(0, 2).toLowerCase());
    if (match) return match;
  }
  return "en-GB";
}
