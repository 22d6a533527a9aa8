import { addingCommands } from "./adding-commands.ts";
import type { CanvasCommands } from "./canvas-commands.ts";
import { changingCommands } from "./changing-commands.ts";
import type { CommandParts } from "./command-parts.ts";
import { lookingCommands } from "./looking-commands.ts";

/** The commands of one open canvas. */
export function makeCommands(parts: CommandParts): CanvasCommands {
  return { ...addingCommands(parts), ...changingCommands(parts), ...lookingCommands(parts) };
}
