import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { chooseLanguage, type Language, languages } from "../messages/languages.ts";

/** What a person chose for themselves in this browser. */
export interface Preferences {
  language: Language;
  theme: "system" | "light" | "dark";
  density: "comfortable" | "compact";
  motion: "system" | "reduced";
  /** Whether single letters act as shortcuts (WCAG 2.1.4 asks that they can be turned off). */
  singleKeys: boolean;
  /** Whether the left rail shows words. */
  railOpen: boolean;
}

const storageKey = "trasvase.preferences";

const choices: { readonly [Key in keyof Preferences]: readonly Preferences[Key][] } = {
  language: languages,
  theme: ["system", "light", "dark"],
  density: ["comfortable", "compact"],
  motion: ["system", "reduced"],
  singleKeys: [true, false],
  railOpen: [false, true],
};

/** The preferences of this browser; anything unknown in its storage counts as not chosen. */
export function readPreferences(stored: string | null, wanted: readonly string[]): Preferences {
  const preferences: Preferences = {
    language: chooseLanguage(wanted),
    theme: "system",
    density: "comfortable",
    motion: "system",
    singleKeys: true,
    railOpen: false,
  };
  return { ...preferences, ...knownChoices(stored) };
}

function knownChoices(stored: string | null): Partial<Preferences> {
  try {
    const value: unknown = JSON.parse(stored ?? "{}");
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter(([key, choice]) => {
        const allowed: readonly unknown[] = Object.hasOwn(choices, key)
          ? choices[key as keyof Preferences]
          : [];
        return allowed.includes(choice);
      }),
    );
  } catch {
    return {};
  }
}

/** The preferences now, for reading outside components; in components {@link usePreference}. */
export const preferenceStore = createStore<Preferences>(() =>
  readPreferences(
    typeof localStorage === "undefined" ? null : localStorage.getItem(storageKey),
    typeof navigator === "undefined" ? [] : navigator.languages,
  ),
);

export function usePreference<Key extends keyof Preferences>(key: Key): Preferences[Key] {
  return useStore(preferenceStore, (preferences) => preferences[key]);
}

/** Changes preferences and remembers them in this browser. */
export function changePreferences(change: Partial<Preferences>): void {
  preferenceStore.setState(change);
  localStorage.setItem(storageKey, JSON.stringify(preferenceStore.getState()));
}

/** Puts theme, density, motion and language on the page, now and whenever they change. Returns the way to stop. */
export function applyPreferences(page: HTMLElement): () => void {
  const apply = ({ theme, density, motion, language }: Preferences) => {
    if (theme === "system") delete page.dataset.theme;
    else page.dataset.theme = theme;
    page.dataset.density = density;
    if (motion === "system") delete page.dataset.motion;
    else page.dataset.motion = motion;
    page.lang = language;
  };
  apply(preferenceStore.getState());
  return preferenceStore.subscribe(apply);
}
