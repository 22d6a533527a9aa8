import { useTranslations } from "use-intl";
import { Page, usePage } from "../shell/page.tsx";

/** The record log. */
export function RecordsPage() {
  const t = useTranslations("shell.page");
  usePage([{ label: t("records") }]);
  return <Page title={t("records")}>{null}</Page>;
}
