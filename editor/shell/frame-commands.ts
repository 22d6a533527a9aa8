import { useRouter } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useCommands } from "./commands.ts";
import { openOverlay } from "./open-overlay.ts";
import { changePreferences, usePreference } from "./preferences.ts";

const pages = [
  { name: "flows", to: "/" },
  { name: "runs", to: "/runs" },
  { name: "records", to: "/records" },
  { name: "connections", to: "/connections" },
  { name: "templates", to: "/templates" },
  { name: "settings", to: "/settings" },
] as const;

/** The commands that are there on every page. */
export function useFrameCommands(): void {
  const t = useTranslations("shell");
  const router = useRouter();
  const theme = usePreference("theme");
  const density = usePreference("density");
  const themes = ["system", "light", "dark"] as const;
  const densities = ["comfortable", "compact"] as const;
  useCommands([
    ...pages.map(({ name, to }) => ({
      id: `go.${name}`,
      group: "go" as const,
      label: t(`page.${name}`),
      run: () => void router.navigate({ to }),
    })),
    {
      id: "view.palette",
      group: "help",
      label: t("palette.open"),
      keys: ["Mod+K"],
      inFields: true,
      onlyKeys: true,
      run: () => openOverlay("palette"),
    },
    {
      id: "view.shortcuts",
      group: "help",
      label: t("shortcuts.open"),
      keys: ["?"],
      run: () => openOverlay("shortcuts"),
    },
    ...themes
      .filter((choice) => choice !== theme)
      .map((choice) => ({
        id: `view.theme.${choice}`,
        group: "view" as const,
        label: `${t("theme.label")}: ${t(`theme.${choice}`)}`,
        run: () => changePreferences({ theme: choice }),
      })),
    ...densities
      .filter((choice) => choice !== density)
      .map((choice) => ({
        id: `view.density.${choice}`,
        group: "view" as const,
        label: `${t("density.label")}: ${t(`density.${choice}`)}`,
        run: () => changePreferences({ density: choice }),
      })),
  ]);
}
