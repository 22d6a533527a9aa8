import { Link, useRouterState } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { buttonClassNames } from "../ui/button-look.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { openOverlay } from "./open-overlay.ts";
import { usePage } from "./page.tsx";

/** An address that leads nowhere. Pages show it too when the server does not know what their address names. */
export function NotFoundPage() {
  const t = useTranslations("shell.notFound");
  const path = useRouterState({ select: (state) => state.location.pathname });
  usePage([{ label: t("title") }]);
  return (
    <EmptyState
      size="page"
      isPageTitle
      title={t("title")}
      why={t("text", { path })}
      action={
        <Link to="/" className={buttonClassNames({ variant: "primary" })}>
          {t("home")}
        </Link>
      }
      second={<Button onPress={() => openOverlay("palette")}>{t("search")}</Button>}
    />
  );
}
