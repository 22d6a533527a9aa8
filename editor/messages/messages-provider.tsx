import { type ReactNode, use } from "react";
import { I18nProvider } from "react-aria-components";
import { IntlProvider, type Messages } from "use-intl";
import "./app-config.ts";
import type { Language } from "./languages.ts";

const loaders: Readonly<Record<Language, () => Promise<{ messages: unknown }>>> = {
  "en-GB": () => import("./en.ts"),
  "es-ES": () => import("./es.ts"),
  "nl-NL": () => import("./nl.ts"),
};

const loaded = new Map<Language, Promise<Messages>>();

/** Fetches a language's texts once. */
export function loadMessages(language: Language): Promise<Messages> {
  let texts = loaded.get(language);
  if (!texts) {
    // The files of the other languages are typed to hold exactly the English keys; only the texts themselves differ.
    texts = loaders[language]().then(({ messages }) => messages as Messages);
    texts.catch(() => loaded.delete(language));
    loaded.set(language, texts);
  }
  return texts;
}

/** Gives everything inside it texts, dates and figures in one language. Suspends until its texts are there. */
export function MessagesProvider({ language, children }: { language: Language; children: ReactNode }) {
  const texts = use(loadMessages(language));
  return (
    <IntlProvider
      locale={language}
      messages={texts}
      timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
      onError={(error) => {
        // A missing text shows its key; it must not take the screen with it.
        console.error(error);
      }}
    >
      <I18nProvider locale={language}>{children}</I18nProvider>
    </IntlProvider>
  );
}
