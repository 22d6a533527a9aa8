import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const announcements = createStore<{ text: string; count: number }>(() => ({ text: "", count: 0 }));

/** Says something to assistive technology only: what a key just did on the canvas, how many results a search has. */
export function announce(text: string): void {
  announcements.setState(({ count }) => ({ text, count: count + 1 }));
}

/** The polite live region behind {@link announce}; once in the app. */
export function LiveRegion() {
  const { text, count } = useStore(announcements);
  return (
    <div role="status" aria-live="polite" data-react-aria-top-layer="true" className="sr-only">
      {/* A new element each time, or saying the same twice would be silent. */}
      <span key={count}>{text}</span>
    </div>
  );
}
