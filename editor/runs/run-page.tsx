import { useTranslations } from "use-intl";
import { Page, usePage } from "../shell/page.tsx";

/** One run. */
export function RunPage() {
  const t = useTranslations("shell.page");
  usePage([{ label: t("run") }]);
  return <Page title={t("run")}>{null}</Page>;
}
