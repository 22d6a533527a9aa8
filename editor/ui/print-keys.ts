/** Whether this computer writes its shortcuts as Macs do. */
export function onMac(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);
}

const macNames: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Ctrl: "⌃", Enter: "↩" };
const otherNames: Readonly<Record<string, string>> = { Mod: "Ctrl", Delete: "Del" };

/** One key of a chord as this computer's keyboard names it. */
export function printKey(key: string, mac = onMac()): string {
  return (mac ? macNames : otherNames)[key] ?? key;
}
