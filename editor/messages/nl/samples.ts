import type { samples as english } from "../en/samples.ts";
import type { Translation } from "../translation.ts";

export const samples: Translation<typeof english> = {};
