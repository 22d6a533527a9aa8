import { describe, expect, it } from "vitest";
import { isChord, isSingleKey, type PressedKeys } from "./chord.ts";

const press = (key: string, held = "", code = ""): PressedKeys => ({
  key,
  code,
  ctrlKey: held.includes("ctrl"),
  metaKey: held.includes("meta"),
  altKey: held.includes("alt"),
  shiftKey: held.includes("shift"),
});

describe("a chord", () => {
  it.each([
    ["Mod+K", press("k", "ctrl"), false, true],
    ["Mod+K", press("k", "meta"), true, true],
    ["Mod+K", press("k", "meta"), false, false],
    ["Mod+K", press("k", "ctrl"), true, false],
    ["Mod+K", press("K", "ctrl shift"), false, false],
    ["Mod+Shift+Z", press("Z", "ctrl shift"), false, true],
    ["Shift+Alt+T", press("T", "shift alt"), false, true],
    ["Shift+Alt+T", press("ˇ", "shift alt", "KeyT"), true, true],
    ["Alt+O", press("ø", "alt", "KeyO"), true, true],
    ["?", press("?", "shift"), false, true],
    ["?", press("?"), false, true],
    ["+", press("+", "shift"), false, true],
    ["N", press("n"), false, true],
    ["N", press("n", "ctrl"), false, false],
    ["N", press("N", "shift"), false, false],
    ["F8", press("F8"), false, true],
    ["F8", press("F8", "shift"), false, false],
    ["Shift+F8", press("F8", "shift"), false, true],
    ["0", press("0"), false, true],
    ["Alt+ArrowRight", press("ArrowRight", "alt"), false, true],
  ])("%s", (chord, event, mac, expected) => {
    expect(isChord(event, chord, mac)).toBe(expected);
  });

  it.each([
    ["N", true],
    ["?", true],
    ["+", true],
    ["0", true],
    ["Mod+K", false],
    ["F8", false],
    ["Shift+Alt+T", false],
    ["Enter", false],
  ])("%s is a single key: %s", (chord, expected) => {
    expect(isSingleKey(chord)).toBe(expected);
  });
});
