import { useTranslations } from "use-intl";
import { Page, usePage } from "../shell/page.tsx";

/** Every run, newest first. */
export function RunsPage() {
  const t = useTranslations("shell.page");
  usePage([{ label: t("runs") }]);
  return <Page title={t("runs")}>{null}</Page>;
}
