/** Whether this computer writes its shortcuts as Macs do. */
export function onMac(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
}

const macNames: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Ctrl: "⌃", Enter: "↩" };
const otherNames: Readonly<Record<string, string>> = { Mod: "Ctrl" };
const arrows: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** The text of a chord such as `Mod+Shift+K` for this computer's keyboard. */
export function printKeys(keys: string, mac = onMac()): string {
  const names = mac ? macNames : otherNames;
  return keys
    .split("+")
    .map((key) => names[key] ?? arrows[key] ?? (key === "" ? "+" : key))
    .join(mac ? "" : "+");
}
