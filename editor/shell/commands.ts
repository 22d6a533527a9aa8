import { useEffect, useEffectEvent } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { onMac } from "../ui/print-keys.ts";
import { isChord, isSingleKey, type PressedKeys } from "./chord.ts";
import { preferenceStore } from "./preferences.ts";

/** The sections of the palette and the shortcut sheet, in this order. */
export const commandGroups = ["go", "flow", "step", "canvas", "preview", "run", "view", "help"] as const;

type CommandGroup = (typeof commandGroups)[number];

/**
 * Something a person can do. One list feeds the palette, the shortcut sheet, menus and keys, so they cannot drift apart.
 * Components register theirs with {@link useCommands} while they are mounted.
 */
export interface Command {
  /** Stable, unique while registered, for example `flow.undo`. */
  id: string;
  group: CommandGroup;
  /** In the language of the screen. */
  label: string;
  /** Other words people search for. */
  synonyms?: readonly string[];
  /** Chords that do it, for example `Mod+Z`; the first is the one shown. */
  keys?: readonly string[];
  /**
   * Name of the area whose focus the keys need: an element with `data-command-scope` of this name. Left out: anywhere but in a field.
   */
  scope?: string;
  /** Acts on its keys also while typing in a field. Not for what fields need themselves, such as `Mod+Z`; single keys never do. */
  inFields?: boolean;
  /** Why it cannot be done now, as a sentence; undefined when it can. */
  disabledReason?: string | undefined;
  /** Not offered in the palette (arrow keys and the like); still in the shortcut sheet. */
  onlyKeys?: boolean;
  run: () => void;
}

const registry = createStore<{ sets: ReadonlyMap<object, readonly Command[]> }>(() => ({ sets: new Map() }));

/** Offers commands while the component is mounted. The list may be made anew at every render. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useEffectEvent(() => commands);
  // Functions change at every render; only what is shown decides whether the registry must tell others.
  const shown = JSON.stringify(commands.map(({ run: _, ...rest }) => rest));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shown` is the reason to register again, not an input
  useEffect(() => {
    const owner = {};
    const live = latest().map((command) => ({
      ...command,
      run: () =>
        latest()
          .find(({ id }) => id === command.id)
          ?.run(),
    }));
    registry.setState(({ sets }) => ({ sets: new Map(sets).set(owner, live) }));
    return () =>
      registry.setState(({ sets }) => {
        const rest = new Map(sets);
        rest.delete(owner);
        return { sets: rest };
      });
  }, [shown]);
}

/** Every command that is registered now, ordered by group. */
export function useAllCommands(): readonly Command[] {
  const sets = useStore(registry, (state) => state.sets);
  return inOrder(sets);
}

/** A registered command, for a menu or button that shows its label, keys and reason. */
export function useCommand(id: string): Command | undefined {
  return useStore(registry, ({ sets }) => inOrder(sets).find((command) => command.id === id));
}

function inOrder(sets: ReadonlyMap<object, readonly Command[]>): Command[] {
  const all = [...sets.values()].flat();
  return commandGroups.flatMap((group) => all.filter((command) => command.group === group));
}

/** Where a key was pressed, as far as commands care. */
export interface KeyPlace {
  isField: boolean;
  scopes: readonly string[];
}

/** The command that a pressed chord means; undefined: none, and the key belongs to whoever has the focus. */
export function commandFor(
  commands: readonly Command[],
  event: PressedKeys,
  place: KeyPlace,
  options: { mac: boolean; singleKeys: boolean },
): Command | undefined {
  // The latest registered comes first: the page on top knows better than the frame.
  return [...commands].reverse().find((command) =>
    command.keys?.some((chord) => {
      if (!isChord(event, chord, options.mac)) return false;
      if (isSingleKey(chord) && (!options.singleKeys || place.isField)) return false;
      if (place.isField && !command.inFields) return false;
      return command.scope === undefined || place.scopes.includes(command.scope);
    }),
  );
}

/** Listens for the keys of all commands. Mounted once, by the app frame. */
export function useCommandKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = commandFor(inOrder(registry.getState().sets), event, placeOf(event.target), {
        mac: onMac(),
        singleKeys: preferenceStore.getState().singleKeys,
      });
      if (!command || command.disabledReason !== undefined) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function placeOf(target: EventTarget | null): KeyPlace {
  if (!(target instanceof HTMLElement)) return { isField: false, scopes: [] };
  const scopes: string[] = [];
  for (let element: Element | null = target; element; element = element.parentElement) {
    const scope = element.getAttribute("data-command-scope");
    if (scope) scopes.push(scope);
  }
  const isField =
    target.isContentEditable ||
    target.matches("input:not([type=checkbox],[type=radio],[type=button]), textarea, select");
  return { isField, scopes };
}
