/** What a colour means. Red (`err`) is kept for failure. */
export type Tone = "neutral" | "accent" | "ok" | "warn" | "err" | "run" | "skip";

/** Text on its own soft ground, AA in both themes. */
export const toneClassNames: Readonly<Record<Tone, string>> = {
  neutral: "bg-sunken text-ink-2",
  accent: "bg-accent-soft text-accent",
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  err: "bg-err-soft text-err",
  run: "bg-run-soft text-run",
  skip: "bg-skip-soft text-skip",
};

/** Text in the colour of a tone, without ground. */
export const toneTextClassNames: Readonly<Record<Tone, string>> = {
  neutral: "text-ink-2",
  accent: "text-accent",
  ok: "text-ok",
  warn: "text-warn",
  err: "text-err",
  run: "text-run",
  skip: "text-skip",
};
