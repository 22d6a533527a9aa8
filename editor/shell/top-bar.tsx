import { Link } from "@tanstack/react-router";
import { ChevronRight, Keyboard, Search } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { openOverlay } from "./open-overlay.ts";
import { TopBarSlot, useCrumbs } from "./page.tsx";

/** Above every page: where the person is, what the page offers, search, shortcuts and account. */
export function TopBar() {
  const t = useTranslations("shell");
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line bg-surface px-3">
      <Breadcrumb />
      <TopBarSlot />
      <div className="ml-auto flex items-center gap-1">
        <Button
          variant="quiet"
          icon={Search}
          onPress={() => openOverlay("palette")}
          className="max-wide:hidden"
        >
          {t("palette.open")} <Kbd keys="Mod+K" />
        </Button>
        <IconButton
          icon={Search}
          label={t("palette.open")}
          shortcut="Mod+K"
          onPress={() => openOverlay("palette")}
          className="wide:hidden"
        />
        <IconButton
          icon={Keyboard}
          label={t("shortcuts.open")}
          shortcut="?"
          onPress={() => openOverlay("shortcuts")}
          className="max-narrow:hidden"
        />
        <AccountMenu />
      </div>
    </header>
  );
}

function Breadcrumb() {
  const t = useTranslations("shell");
  const crumbs = useCrumbs();
  return (
    <nav aria-label={t("breadcrumb")} className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1">
        {crumbs.map((crumb, index) => {
          const isLast = index === crumbs.length - 1;
          return (
            <li
              key={crumb.href ?? crumb.label}
              className={
                isLast
                  ? "flex min-w-0 items-center gap-1"
                  : "flex shrink-0 items-center gap-1 max-narrow:hidden"
              }
            >
              {index > 0 && (
                <ChevronRight aria-hidden size={14} className="shrink-0 text-ink-3 max-narrow:hidden" />
              )}
              {crumb.href && !isLast ? (
                <Link
                  to={crumb.href}
                  className="rounded-3 text-ink-2 no-underline hover:text-ink hover:underline"
                >
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current="page" className="truncate font-medium">
                  {crumb.label}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
