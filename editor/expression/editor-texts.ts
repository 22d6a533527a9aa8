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
  readonly find: string;
  readonly findNext: string;
  readonly findPrevious: string;
  readonly closeFind: string;
  readonly found: (count: number) => string;
  /** CodeMirror's own words, by the English ones. */
  readonly phrases: Readonly<Record<string, string>>;
}

const types = ["string", "number", "boolean", "null", "object", "array"] as const;
const variables = ["source", "steps", "meta", "error"] as const;

const phraseKeys = {
  "current match": "currentMatch",
  "on line": "onLine",
  Completions: "completions",
  Diagnostics: "diagnostics",
  "No diagnostics": "noDiagnostics",
  close: "close",
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
      find: t("find.label"),
      findNext: t("find.next"),
      findPrevious: t("find.previous"),
      closeFind: t("find.close"),
      found: (count) => t("find.found", { count }),
      phrases: Object.fromEntries(phrases),
    };
  }, [t, type]);
}
