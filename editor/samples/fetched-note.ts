/** What this window remembers about the samples it fetched: not the records, only that there were some. */
export interface Fetched {
  /** The settings of the source step they were fetched with. */
  readonly settings: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Keeps the note while the window is open, reloading included, so that forgotten samples can be told from never fetched ones. */
export interface FetchedNote {
  read(flow: string): Fetched | undefined;
  write(flow: string, fetched: Fetched): void;
}

/** The note in the browser's session storage; without one (private windows, full storage) nothing is remembered. */
export const fetchedNote: FetchedNote = {
  read(flow) {
    try {
      const stored: unknown = JSON.parse(sessionStorage.getItem(nameOf(flow)) ?? "null");
      if (!Array.isArray(stored)) return undefined;
      const [settings, at]: unknown[] = stored;
      return typeof settings === "string" && typeof at === "string" ? { settings, at } : undefined;
    } catch {
      return undefined;
    }
  },
  write(flow, { at, settings }) {
    try {
      sessionStorage.setItem(nameOf(flow), JSON.stringify([settings, at]));
    } catch {
      // Nothing depends on it but a sentence.
    }
  },
};

function nameOf(flow: string): string {
  return `trasvase fetched ${flow}`;
}
