import { Monitor, Moon, Rows2, Rows4, Sun } from "lucide-react";
import { useTranslations } from "use-intl";
import { languageNames, languages } from "../messages/languages.ts";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { Select } from "../ui/select.tsx";
import { changePreferences, usePreference } from "./preferences.ts";

/** Chooses the language of the screen. Each language is called by its own name. */
export function LanguageChoice({ description }: { description?: string }) {
  const t = useTranslations("shell");
  const language = usePreference("language");
  return (
    <Select
      label={t("language")}
      description={description}
      options={languages.map((id) => ({ id, label: languageNames[id] }))}
      value={language}
      onChange={(chosen) => {
        const known = languages.find((candidate) => candidate === chosen);
        if (known) changePreferences({ language: known });
      }}
    />
  );
}

/** Chooses light or dark colours, or what the system says. */
export function ThemeChoice() {
  const t = useTranslations("shell.theme");
  const theme = usePreference("theme");
  return (
    <SegmentedControl
      label={t("label")}
      segments={[
        { id: "system", label: t("system"), icon: Monitor },
        { id: "light", label: t("light"), icon: Sun },
        { id: "dark", label: t("dark"), icon: Moon },
      ]}
      selected={theme}
      onSelect={(chosen) => changePreferences({ theme: chosen })}
    />
  );
}

/** Chooses how much room rows and controls take. */
export function DensityChoice() {
  const t = useTranslations("shell.density");
  const density = usePreference("density");
  return (
    <SegmentedControl
      label={t("label")}
      segments={[
        { id: "comfortable", label: t("comfortable"), icon: Rows2 },
        { id: "compact", label: t("compact"), icon: Rows4 },
      ]}
      selected={density}
      onSelect={(chosen) => changePreferences({ density: chosen })}
    />
  );
}
