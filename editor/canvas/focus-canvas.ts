/** Gives the keyboard back to the canvas, where the last focused step is remembered. */
export function focusCanvas(): void {
  const canvas = document.querySelector<HTMLElement>("[data-canvas] .react-flow");
  canvas?.focus({ preventScroll: true });
}

/** Gives the keyboard to the open step's panel. */
export function focusPanel(): void {
  document.querySelector<HTMLElement>('[data-command-scope="panel"]')?.focus({ preventScroll: true });
}
