import { useMemo } from "react";
import { useTranslations } from "use-intl";

/** The words of an editor that React does not draw. */
export interface EditorTexts {
  /** The check of an expression was ended by the watchdog. */
  readonly stopped: string;
  /** How often a field is there. */
  readonly presence: (present: number, possible: number) => string;
  readonly kind: (kind: "field" | "variable" | "function" | "table" | "value") => string;
  readonly variable: (name: string) => string;
  /** A JSON type in the language of the screen. */
  readonly type: (type: string) => string;
  readonly nothing: string;
  /** "Line 2" for the second value of a part that is evaluated for each item of a list. */
  readonly item: (place: number) => string;
  readonly more: (count: number) => string;
  readonly valueLabel: string;
  readonly fixesLabel: string;
  /** CodeMirror's own words, by the English ones. */
  readonly phrases: Readonly<Record<string, string>>;
}

const types = ["string", "number", "boolean", "null", "object", "array"] as const;
const variables = ["source", "steps", "meta", "error"] as const;

const phraseKeys = {
  Find: "find",
  Replace: "replaceWith",
  next: "next",
  previous: "previous",
  all: "all",
  "match case": "matchCase",
  regexp: "regexp",
  "by word": "byWord",
  replace: "replace",
  "replace all": "replaceAll",
  close: "close",
  "current match": "currentMatch",
  "on line": "onLine",
  "replaced match on line $": "replacedOnLine",
  "replaced $ matches": "replacedMatches",
  Completions: "completions",
  Diagnostics: "diagnostics",
  "No diagnostics": "noDiagnostics",
} as const;

/** The words of editors in the language of the screen; the same object until the language changes. */
export function useEditorTexts(): EditorTexts {
  const t = useTranslations("code");
  const type = useTranslations("ui.json.type");
  return useMemo(() => {
    const phrases = Object.entries(phraseKeys).map(([english, key]) => [english, t(`phrases.${key}`)]);
    return {
      stopped: t("stopped"),
      presence: (present, possible) => t("presence", { present, possible }),
      kind: (kind) => t(`kind.${kind}`),
      variable: (name) => {
        const known = variables.find((one) => one === name);
        return known ? t(`variables.${known}`) : "";
      },
      type: (name) => {
        const known = types.find((one) => one === name);
        return known ? type(known) : name;
      },
      nothing: t("nothing"),
      item: (place) => t("item", { place }),
      more: (count) => t("more", { count }),
      valueLabel: t("valueLabel"),
      fixesLabel: t("fixesLabel"),
      phrases: Object.fromEntries(phrases),
    };
  }, [t, type]);
}
