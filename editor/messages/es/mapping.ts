import type { mapping as english } from "../en/mapping.ts";
import type { Translation } from "../translation.ts";

export const mapping: Translation<typeof english> = {};
