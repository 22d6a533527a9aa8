import { useTranslations } from "use-intl";
import { Page, usePage } from "../shell/page.tsx";

/** One flow on its canvas. */
export function FlowPage() {
  const t = useTranslations("shell.page");
  usePage([{ label: t("flow") }]);
  return <Page title={t("flow")}>{null}</Page>;
}
