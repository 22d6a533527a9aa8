/** What of a keyboard event decides whether a chord was pressed. */
export interface PressedKeys {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Whether a chord such as `Mod+K`, `Shift+Alt+T`, `F8` or `?` was pressed. `Mod` is Command on a Mac and Control elsewhere. */
export function isChord(event: PressedKeys, chord: string, mac: boolean): boolean {
  const parts = chord === "+" ? ["+"] : chord.split("+");
  const key = parts.at(-1) ?? "";
  const wants = (name: string) => parts.slice(0, -1).includes(name);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const otherMod = mac ? event.ctrlKey : event.metaKey;
  if (mod !== wants("Mod") || otherMod !== (mac && wants("Ctrl")) || event.altKey !== wants("Alt"))
    return false;
  const isLetter = /^[A-Z]$/.test(key);
  const isNamed = key.length > 1;
  // For signs such as ? and + the shift key is part of how they are typed, differently on every keyboard.
  if ((isLetter || isNamed) && event.shiftKey !== wants("Shift")) return false;
  if (event.key.toLowerCase() === key.toLowerCase()) return true;
  // Option and a letter types another sign on a Mac; the place of the key still tells.
  return isLetter && event.altKey && event.code === `Key${key}`;
}

/** Whether a chord is a single sign without Control, Command or Alt, which a person may turn off (WCAG 2.1.4). */
export function isSingleKey(chord: string): boolean {
  const parts = chord === "+" ? ["+"] : chord.split("+");
  return (parts.at(-1) ?? "").length === 1 && !parts.slice(0, -1).some((part) => part !== "Shift");
}
