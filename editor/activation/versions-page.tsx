import { useTranslations } from "use-intl";
import { Page, usePage } from "../shell/page.tsx";

/** The versions of a flow. */
export function VersionsPage() {
  const t = useTranslations("shell.page");
  usePage([{ label: t("versions") }]);
  return <Page title={t("versions")}>{null}</Page>;
}
