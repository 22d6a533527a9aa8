import { useTranslations } from "use-intl";
import { Page, usePage } from "../shell/page.tsx";

/** One record and what happened to it. */
export function RecordPage() {
  const t = useTranslations("shell.page");
  usePage([{ label: t("record") }]);
  return <Page title={t("record")}>{null}</Page>;
}
