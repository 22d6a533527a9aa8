import { useTranslations } from "use-intl";
import { Page, usePage } from "../shell/page.tsx";

/** Ready-made flows. */
export function TemplatesPage() {
  const t = useTranslations("shell.page");
  usePage([{ label: t("templates") }]);
  return <Page title={t("templates")}>{null}</Page>;
}
