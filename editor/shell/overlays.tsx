import { lazy, Suspense, useState } from "react";
import { useStore } from "zustand";
import { overlayStore } from "./open-overlay.ts";

// Fetched when first opened: they are not part of what a page needs to appear.
const CommandPalette = lazy(async () => ({
  default: (await import("./command-palette.tsx")).CommandPalette,
}));
const ShortcutSheet = lazy(async () => ({ default: (await import("./shortcut-sheet.tsx")).ShortcutSheet }));

/** What may lie over every page: the palette and the shortcut sheet. */
export function Overlays() {
  const open = useStore(overlayStore, (state) => state.open);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  if (open && !opened.has(open)) setOpened(new Set(opened).add(open));
  return (
    <Suspense>
      {opened.has("palette") && <CommandPalette />}
      {opened.has("shortcuts") && <ShortcutSheet />}
    </Suspense>
  );
}
