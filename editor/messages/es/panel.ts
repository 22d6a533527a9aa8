import type { panel as english } from "../en/panel.ts";
import type { Translation } from "../translation.ts";

export const panel: Translation<typeof english> = {};
