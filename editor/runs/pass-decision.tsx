import type { DryRunRow } from "@trasvase/shared/contract/preview.ts";
import { useFormatter, useTranslations } from "use-intl";

/** How a destination recognised a record and what it decided. */
export function PassDecision({ decided }: { decided: DryRunRow }) {
  const t = useTranslations("runs.record.decision");
  const format = useFormatter();
  const match = format.list(
    decided.match.map(({ field, value }) => `${field} = ${JSON.stringify(value)}`),
    { type: "unit" },
  );
  return (
    <p className="max-w-none shrink-0 px-4 pb-3 text-ink-2">
      <span className="font-medium text-ink">{t(decided.decision)}</span>
      {" · "}
      {decided.reason}{" "}
      {match !== "" &&
        (decided.matched ? t("matched", { match, id: decided.matched.id }) : t("notMatched", { match }))}
    </p>
  );
}
