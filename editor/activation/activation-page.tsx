import { useTranslations } from "use-intl";
import { Page, usePage } from "../shell/page.tsx";

/** What activating a draft means, and the button that does it. */
export function ActivationPage() {
  const t = useTranslations("shell.page");
  usePage([{ label: t("activate") }]);
  return <Page title={t("activate")}>{null}</Page>;
}
