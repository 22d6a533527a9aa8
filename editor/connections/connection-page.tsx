import { useTranslations } from "use-intl";
import { Page, usePage } from "../shell/page.tsx";

/** One connection. */
export function ConnectionPage() {
  const t = useTranslations("shell.page");
  usePage([{ label: t("connection") }]);
  return <Page title={t("connection")}>{null}</Page>;
}
