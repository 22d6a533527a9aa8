import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";

/** The two views of the same work: runs, and the records they moved (RUN-1). */
export function RunsSections({ current }: { current: "runs" | "records" }) {
  const t = useTranslations("runs.sections");
  const other = "focus-ring rounded-3 text-xl text-ink-3 no-underline hover:text-ink hover:underline";
  return (
    <nav aria-label={t("label")} className="flex items-baseline gap-4">
      {current === "runs" ? (
        <h1 className="text-xl">{t("runs")}</h1>
      ) : (
        <Link to="/runs" className={other}>
          {t("runs")}
        </Link>
      )}
      {current === "records" ? (
        <h1 className="text-xl">{t("records")}</h1>
      ) : (
        <Link to="/records" className={other}>
          {t("records")}
        </Link>
      )}
    </nav>
  );
}
