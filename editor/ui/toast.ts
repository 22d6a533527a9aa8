import { createStore } from "zustand/vanilla";
import type { Tone } from "./tone.ts";

/** A passing message about something that just happened. What needs an answer is not a toast. */
export interface Toast {
  message: string;
  tone?: Extract<Tone, "neutral" | "ok" | "warn" | "err">;
  /** A way back or on: "Undo", "Show". */
  action?: { label: string; run: () => void };
  /** Only announced, not shown: the screen already shows it. */
  quiet?: boolean;
}

/** A toast in the region, with the number that removes it. */
export interface ShownToast extends Toast {
  id: number;
}

/** What the toast region shows; newest last, four at most. */
export const toastStore = createStore<{ toasts: readonly ShownToast[] }>(() => ({ toasts: [] }));

let nextId = 1;

/** Shows a toast; may be called from anywhere. Returns the id for {@link dismissToast}. */
export function toast(message: Toast): number {
  const id = nextId++;
  toastStore.setState(({ toasts }) => ({ toasts: [...toasts, { ...message, id }].slice(-4) }));
  return id;
}

/** Takes a toast away. */
export function dismissToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((shown) => shown.id !== id) }));
}
