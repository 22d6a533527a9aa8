import type { Page } from "@playwright/test";

/** What has to be on the page for a keystroke to count as answered. */
export interface Shown {
  /** The last element that matches is looked at. */
  readonly selector: string;
  /** Text it has to contain; left out: that there is one. */
  readonly text?: string;
  /** That there is none instead. */
  readonly gone?: boolean;
}

declare global {
  interface Window {
    /** Milliseconds of the keystroke being measured; a text says that it had no effect. */
    untilShown?: Promise<number | string>;
  }
}

/** Milliseconds from a key going down to the frame in which its effect has been painted. */
export async function untilShown(page: Page, key: string, shown: Shown): Promise<number> {
  await page.evaluate(arm, shown);
  await page.keyboard.press(key);
  const taken = await page.evaluate(() => window.untilShown);
  if (typeof taken !== "number") throw new Error(taken ?? "Nothing was measured.");
  return taken;
}

/** Runs in the page: begins to listen and answers at once; what it hears is kept in the window. */
function arm({ selector, text, gone }: Shown): void {
  window.untilShown = new Promise((resolve) => {
    let start: number | undefined;
    const isThere = () => {
      const found = [...document.querySelectorAll(selector)].at(-1);
      if (gone) return found === undefined;
      return found !== undefined && (text === undefined || (found.textContent ?? "").includes(text));
    };
    const onKey = (event: KeyboardEvent) => {
      start ??= event.timeStamp;
    };
    const look = () => {
      if (start === undefined || !isThere()) return;
      const begun = start;
      stop();
      requestAnimationFrame(() => {
        // A task that comes behind the frame: then it is on the screen.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - begun);
        port2.postMessage(undefined);
      });
    };
    const observer = new MutationObserver(look);
    const patience = setTimeout(() => {
      stop();
      resolve(`"${selector}" ${text ?? ""} did not ${gone ? "go" : "appear"}.`);
    }, 10_000);
    const stop = () => {
      observer.disconnect();
      removeEventListener("keydown", onKey, true);
      clearTimeout(patience);
    };
    addEventListener("keydown", onKey, true);
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
}
