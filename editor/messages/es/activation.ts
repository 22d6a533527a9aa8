import type { activation as english } from "../en/activation.ts";
import type { Translation } from "../translation.ts";

export const activation: Translation<typeof english> = {};
