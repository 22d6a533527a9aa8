import { describe, expect, it } from "vitest";
import { type Command, commandFor, type KeyPlace } from "./commands.ts";

const command = (id: string, keys: string[], more: Partial<Command> = {}): Command => ({
  id,
  group: "flow",
  label: id,
  keys,
  run: () => undefined,
  ...more,
});

const commands = [
  command("palette", ["Mod+K"], { inFields: true }),
  command("undo", ["Mod+Z"], { scope: "canvas" }),
  command("add", ["N", "+"], { scope: "canvas" }),
  command("sheet", ["?"]),
  command("delete", ["Delete"], { scope: "canvas" }),
];

const press = (key: string, ctrlKey = false) => ({
  key,
  code: "",
  ctrlKey,
  metaKey: false,
  altKey: false,
  shiftKey: false,
});
const nowhere: KeyPlace = { isField: false, scopes: [] };
const canvas: KeyPlace = { isField: false, scopes: ["canvas"] };
const field: KeyPlace = { isField: true, scopes: ["canvas"] };
const find = (key: string, place: KeyPlace, ctrl = false, singleKeys = true) =>
  commandFor(commands, press(key, ctrl), place, { mac: false, singleKeys })?.id;

describe("a pressed key", () => {
  it("finds the command by its chord", () => expect(find("k", nowhere, true)).toBe("palette"));
  it("acts on an area's command only inside that area", () => {
    expect(find("n", canvas)).toBe("add");
    expect(find("n", nowhere)).toBeUndefined();
  });
  it("belongs to the field while typing, undo included, unless the command asks for it", () => {
    expect(find("z", field, true)).toBeUndefined();
    expect(find("z", canvas, true)).toBe("undo");
    expect(find("n", field)).toBeUndefined();
    expect(find("?", field)).toBeUndefined();
    expect(find("Delete", field)).toBeUndefined();
    expect(find("k", field, true)).toBe("palette");
  });
  it("does nothing alone when single keys are turned off", () => {
    expect(find("n", canvas, false, false)).toBeUndefined();
    expect(find("?", nowhere, false, false)).toBeUndefined();
    expect(find("Delete", canvas, false, false)).toBe("delete");
  });
  it("means the command that was registered last", () => {
    const both = [...commands, command("own palette", ["Mod+K"])];
    expect(commandFor(both, press("k", true), nowhere, { mac: false, singleKeys: true })?.id).toBe(
      "own palette",
    );
  });
});
