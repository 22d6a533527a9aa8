import { useTranslations } from "use-intl";
import { Page, usePage } from "../shell/page.tsx";

/** Every connection. */
export function ConnectionsPage() {
  const t = useTranslations("shell.page");
  usePage([{ label: t("connections") }]);
  return <Page title={t("connections")}>{null}</Page>;
}
