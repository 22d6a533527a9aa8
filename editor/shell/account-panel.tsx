import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LogOut } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { DensityChoice, LanguageChoice, ThemeChoice } from "./display-choices.tsx";
import { sessionQuery, useSignOut } from "./session.ts";

/** Who is signed in, the display choices, and the way out. */
export function AccountPanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shell");
  const { data } = useQuery(sessionQuery);
  const signOut = useSignOut();
  return (
    <div className="flex flex-col gap-3">
      {data && <p className="text-ink-2">{t("account.signedInAs", { name: data.user.name })}</p>}
      <LanguageChoice />
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium">{t("theme.label")}</span>
        <ThemeChoice />
      </div>
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium">{t("density.label")}</span>
        <DensityChoice />
      </div>
      <div className="flex items-center justify-between gap-2 border-t border-line pt-3">
        <Link to="/settings" onClick={onClose} className="text-accent underline">
          {t("account.settings")}
        </Link>
        <Button icon={LogOut} isPending={signOut.isPending} onPress={() => signOut.mutate()}>
          {t("account.signOut")}
        </Button>
      </div>
    </div>
  );
}
