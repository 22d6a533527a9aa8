import type { flows as english } from "../en/flows.ts";
import type { Translation } from "../translation.ts";

export const flows: Translation<typeof english> = {};
