import { Link } from "@tanstack/react-router";
import type { RecordDetail, RecordRow } from "@trasvase/shared/contract/record.ts";
import { useTranslations } from "use-intl";
import { buttonClassNames } from "../ui/button-look.ts";
import { OutcomeChip } from "../ui/outcome-chip.tsx";

/** Says that what is on screen is an earlier attempt, and what became of the record since. */
export function NewerAttempt({ record, newer }: { record: RecordDetail; newer: RecordRow }) {
  const t = useTranslations("runs.record.newer");
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-3 border border-line bg-surface px-3 py-2"
    >
      <span>{t("text", { attempt: record.attempts })}</span>
      <OutcomeChip kind={newer.outcome} />
      <Link
        to="/records/$record"
        params={{ record: newer.id }}
        className={buttonClassNames({ size: "sm" }, "ml-auto")}
      >
        {t("show")}
      </Link>
    </div>
  );
}
