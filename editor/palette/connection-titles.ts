import { createContext, useContext } from "react";
import type { PaletteConnection } from "./palette-entries.ts";

const none: readonly PaletteConnection[] = [];

/** The connections of the workspace, as far as they are known. Undefined: still being fetched. */
export const ConnectionTitlesContext = createContext<readonly PaletteConnection[] | undefined>(undefined);

/** The connections to offer; none while they are being fetched. */
export function useConnectionTitles(): readonly PaletteConnection[] {
  return useContext(ConnectionTitlesContext) ?? none;
}

/** Whether the connections are known by now. */
export function useConnectionsKnown(): boolean {
  return useContext(ConnectionTitlesContext) !== undefined;
}
