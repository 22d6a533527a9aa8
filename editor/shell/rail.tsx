import { Link, useRouterState } from "@tanstack/react-router";
import {
  Cable,
  ChevronsLeft,
  ChevronsRight,
  LayoutTemplate,
  ListChecks,
  Settings,
  Workflow,
} from "lucide-react";
import type { ReactNode } from "react";
import { Focusable } from "react-aria-components";
import { useTranslations } from "use-intl";
import { Badge } from "../ui/badge.tsx";
import { classNames } from "../ui/class-names.ts";
import type { Icon } from "../ui/icon.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Tooltip } from "../ui/tooltip.tsx";
import { changePreferences, usePreference } from "./preferences.ts";
import { useRailCounts } from "./rail-counts.ts";

const places = [
  { name: "flows", to: "/", under: ["/flows"], icon: Workflow },
  { name: "runs", to: "/runs", under: ["/runs", "/records"], icon: ListChecks },
  { name: "connections", to: "/connections", under: ["/connections"], icon: Cable },
  { name: "templates", to: "/templates", under: ["/templates"], icon: LayoutTemplate },
  { name: "settings", to: "/settings", under: ["/settings"], icon: Settings },
] as const;

/** The places of the product: at the left, with names when wanted; a row at the bottom of narrow screens. */
export function Rail() {
  const t = useTranslations("shell.rail");
  const isOpen = usePreference("railOpen");
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { failures, broken } = useRailCounts();
  const counts = {
    runs: failures > 0 && <RailBadge count={failures} text={t("failures", { count: failures })} />,
    connections: broken > 0 && <RailBadge count={broken} text={t("broken", { count: broken })} />,
  };
  return (
    <nav
      aria-label={t("label")}
      className={classNames(
        "flex shrink-0 border-line bg-surface max-narrow:border-t narrow:flex-col narrow:border-r narrow:pt-2",
        isOpen ? "narrow:w-[200px]" : "narrow:w-14",
      )}
    >
      <ul className="flex grow justify-around gap-1 p-1.5 narrow:flex-col narrow:justify-start">
        {places.map(({ name, to, under, icon }) => {
          const isHere = path === to || under.some((start) => path === start || path.startsWith(`${start}/`));
          return (
            <li key={name} className={name === "settings" ? "narrow:mt-auto" : undefined}>
              <RailLink to={to} icon={icon} label={t(name)} isOpen={isOpen} isHere={isHere}>
                {name === "runs" || name === "connections" ? counts[name] : null}
              </RailLink>
            </li>
          );
        })}
      </ul>
      <div className="hidden p-1.5 narrow:block">
        <IconButton
          icon={isOpen ? ChevronsLeft : ChevronsRight}
          label={isOpen ? t("collapse") : t("expand")}
          placement="right"
          className="w-11!"
          onPress={() => changePreferences({ railOpen: !isOpen })}
        />
      </div>
    </nav>
  );
}

interface RailLinkProps {
  to: (typeof places)[number]["to"];
  icon: Icon;
  label: string;
  isOpen: boolean;
  isHere: boolean;
  children: ReactNode;
}

function RailLink({ to, icon: Glyph, label, isOpen, isHere, children }: RailLinkProps) {
  const link = (
    <Link
      to={to}
      {...(isHere ? { "aria-current": "page" } : {})}
      className={classNames(
        "focus-ring relative flex h-11 items-center gap-3 rounded-3 px-3 no-underline transition-colors hover:bg-hover",
        isHere ? "bg-accent-soft font-medium text-accent" : "text-ink-2 hover:text-ink",
      )}
    >
      <Glyph aria-hidden size={20} className="shrink-0" />
      <span className={isOpen ? "truncate max-narrow:sr-only" : "sr-only"}>{label}</span>
      {children}
    </Link>
  );
  if (isOpen) return link;
  return (
    <Tooltip text={label} placement="right">
      <Focusable>{link}</Focusable>
    </Tooltip>
  );
}

function RailBadge({ count, text }: { count: number; text: string }) {
  return (
    <>
      <Badge tone="err" className="absolute top-1 left-6 h-4! min-w-4! px-1! outline-2 outline-surface">
        <span aria-hidden>{count > 99 ? "99+" : count}</span>
      </Badge>
      <span className="sr-only">{text}</span>
    </>
  );
}
