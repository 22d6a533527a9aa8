import type { forms as english } from "../en/forms.ts";
import type { Translation } from "../translation.ts";

export const forms: Translation<typeof english> = {};
