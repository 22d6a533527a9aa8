import { CircleUserRound } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "../ui/icon-button.tsx";
import { Popover } from "../ui/popover.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const AccountPanel = lazy(async () => ({ default: (await import("./account-panel.tsx")).AccountPanel }));

/** The account and the display choices, within reach of every page. */
export function AccountMenu() {
  const t = useTranslations("shell");
  return (
    <Popover
      label={t("account.open")}
      placement="bottom end"
      className="w-76"
      trigger={<IconButton icon={CircleUserRound} label={t("account.open")} />}
    >
      {(close) => (
        <Suspense fallback={<Skeleton className="h-64" />}>
          <AccountPanel onClose={close} />
        </Suspense>
      )}
    </Popover>
  );
}
