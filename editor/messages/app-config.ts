import type { messages } from "./en.ts";
import type { Language } from "./languages.ts";

/** Makes a wrong message key or a missing value a compile error. */
declare module "use-intl" {
  interface AppConfig {
    Locale: Language;
    Messages: typeof messages;
  }
}
