import { createStore } from "zustand/vanilla";

/** What lies over the page: the palette, the shortcut sheet, or nothing. One at a time. */
export const overlayStore = createStore<{ open: "palette" | "shortcuts" | undefined }>(() => ({
  open: undefined,
}));

export function openOverlay(overlay: "palette" | "shortcuts"): void {
  overlayStore.setState({ open: overlay });
}

export function closeOverlay(): void {
  overlayStore.setState({ open: undefined });
}
