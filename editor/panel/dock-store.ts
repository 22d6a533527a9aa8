import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** Where the step's panel stands. Remembered in this browser. */
export interface DockState {
  readonly mode: "bottom" | "right";
  readonly isMaximised: boolean;
  /** Share of the height (docked below) and of the width (docked right), 0 to 1. */
  readonly height: number;
  readonly width: number;
}

const storageKey = "trasvase.panel-dock";
const initial: DockState = { mode: "bottom", isMaximised: false, height: 0.45, width: 0.42 };

export const dockStore = createStore<DockState>()(() => ({ ...initial, ...readStored() }));

if (typeof localStorage !== "undefined") {
  dockStore.subscribe(({ mode, height, width }) => {
    localStorage.setItem(storageKey, JSON.stringify({ mode, height, width }));
  });
}

/** Where the panel stands now. */
export function useDock(): DockState {
  return useStore(dockStore);
}

function readStored(): Partial<DockState> {
  if (typeof localStorage === "undefined") return {};
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    const share = (name: string) => {
      const value: unknown = Reflect.get(stored, name);
      return typeof value === "number" && value > 0.1 && value < 0.95 ? value : undefined;
    };
    const height = share("height");
    const width = share("width");
    return {
      mode: Reflect.get(stored, "mode") === "right" ? "right" : "bottom",
      ...(height === undefined ? {} : { height }),
      ...(width === undefined ? {} : { width }),
    };
  } catch {
    return {};
  }
}
