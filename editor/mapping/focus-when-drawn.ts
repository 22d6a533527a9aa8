/** Gives the keyboard to a part of a list that is drawn in part: at once where it is there, else when it has been drawn. */
export function focusWhenDrawn(frame: HTMLElement, selector: string): void {
  const focus = () => {
    const found = frame.querySelector<HTMLElement>(selector);
    found?.focus({ preventScroll: true });
    return found !== null;
  };
  if (!focus()) requestAnimationFrame(focus);
}
