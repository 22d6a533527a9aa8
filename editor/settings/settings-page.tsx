import { useQuery } from "@tanstack/react-query";
import { Keyboard, LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { DensityChoice, LanguageChoice, ThemeChoice } from "../shell/display-choices.tsx";
import { openOverlay } from "../shell/open-overlay.ts";
import { Page, usePage } from "../shell/page.tsx";
import { changePreferences, usePreference } from "../shell/preferences.ts";
import { sessionQuery, useSignOut } from "../shell/session.ts";
import { Button } from "../ui/button.tsx";
import { Switch } from "../ui/switch.tsx";

/** What a person chooses for themselves: display, keyboard, account. Everything takes effect at once. */
export function SettingsPage() {
  const t = useTranslations("settings");
  const shell = useTranslations("shell");
  usePage([{ label: t("title") }]);
  const motion = usePreference("motion");
  const singleKeys = usePreference("singleKeys");
  const session = useQuery(sessionQuery);
  const signOut = useSignOut();
  return (
    <Page title={t("title")} intro={t("intro")} width="text">
      <Section title={t("display")}>
        <div className="max-w-72">
          <LanguageChoice description={t("languageHelp")} />
        </div>
        <Setting name={t("theme")}>
          <ThemeChoice />
        </Setting>
        <Setting name={t("density")} help={t("densityHelp")}>
          <DensityChoice />
        </Setting>
        <Setting help={t("motionHelp")}>
          <Switch
            isSelected={motion === "reduced"}
            onChange={(reduced) => changePreferences({ motion: reduced ? "reduced" : "system" })}
          >
            {t("motion")}
          </Switch>
        </Setting>
      </Section>
      <Section title={t("keyboard")}>
        <Setting help={t("singleKeysHelp")}>
          <Switch isSelected={singleKeys} onChange={(on) => changePreferences({ singleKeys: on })}>
            {t("singleKeys")}
          </Switch>
        </Setting>
        <Button icon={Keyboard} className="self-start" onPress={() => openOverlay("shortcuts")}>
          {t("showShortcuts")}
        </Button>
      </Section>
      <Section title={t("account")}>
        {session.data && <p>{shell("account.signedInAs", { name: session.data.user.name })}</p>}
        <Button
          icon={LogOut}
          className="self-start"
          isPending={signOut.isPending}
          onPress={() => signOut.mutate()}
        >
          {shell("account.signOut")}
        </Button>
      </Section>
    </Page>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-3 border-t border-line py-6 narrow:grid-cols-[10rem_1fr]">
      <h2 className="text-lg">{title}</h2>
      <div className="flex flex-col gap-5">{children}</div>
    </section>
  );
}

function Setting({ name, help, children }: { name?: string; help?: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      {name && <span className="text-sm font-medium">{name}</span>}
      {children}
      {help && <p className="text-sm text-ink-2">{help}</p>}
    </div>
  );
}
