import { classNames } from "./class-names.ts";
import { printKeys } from "./print-keys.ts";

/** A key or chord, printed as this computer's keyboard names it: `Mod+K` is ⌘K on a Mac and Ctrl+K elsewhere. */
export function Kbd({ keys, onInk = false }: { keys: string; onInk?: boolean }) {
  return (
    <kbd
      className={classNames(
        "inline-flex h-5 items-center rounded-3 border px-1 font-mono text-xs whitespace-nowrap",
        onInk ? "border-current text-surface" : "border-line bg-sunken text-ink-2",
      )}
    >
      {printKeys(keys)}
    </kbd>
  );
}
