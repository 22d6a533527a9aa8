/** The look of one row in a list of choices: list box, select, combo box, menu. */
export const optionClassName =
  "focus-ring-inset flex min-h-control cursor-default items-center gap-2 rounded-3 px-2 py-1 text-md text-ink select-none data-disabled:text-ink-3 data-focused:bg-hover data-selected:bg-accent-soft [@media(pointer:coarse)]:min-h-11";

/** The box in which such a list floats. */
export const popoverClassName =
  "overlay-motion max-w-[calc(100vw-16px)] overflow-auto rounded-6 border border-line bg-raised shadow-overlay outline-none";
