import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Run } from "@trasvase/shared/contract/run.ts";
import { useTranslations } from "use-intl";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { OutcomeChip } from "../ui/outcome-chip.tsx";

/** Records shown at once; the log has the rest. */
const shown = 8;
const link = "focus-ring rounded-3 text-accent underline underline-offset-2";

/** The records of a run that a person has to look at, with the reason. Nothing while there are none. */
export function RunAttention({ run }: { run: Run }) {
  const t = useTranslations("runs.run.attention");
  const count = (run.counts.rejected ?? 0) + (run.counts.unknown ?? 0);
  const records = useQuery({
    queryKey: queryKeys.recordList({ run: run.id, open: true, limit: shown }),
    queryFn: ({ signal }) =>
      take(
        api.records.$get({ query: { run: run.id, open: "true", limit: String(shown) } }, signalled(signal)),
      ),
    enabled: count > 0,
  });
  const rows = records.data?.rows ?? [];
  if (count === 0 || rows.length === 0) return null;
  return (
    <section aria-label={t("title")} className="min-w-0">
      <h2 className="pb-1 text-sm font-normal text-ink-2">{t("title")}</h2>
      <ul>
        {rows.map((row) => (
          <li key={row.id} className="flex flex-col gap-0.5 border-t border-line py-2">
            <span className="flex flex-wrap items-center gap-x-3">
              <Link to="/records/$record" params={{ record: row.id }} className={link}>
                {row.key}
              </Link>
              <span className="min-w-0 truncate text-ink-2">{row.label}</span>
              <span className="ml-auto">
                <OutcomeChip kind={row.outcome} plain />
              </span>
            </span>
            <span className="line-clamp-2 max-w-[100ch] text-ink-2">{row.message}</span>
          </li>
        ))}
      </ul>
      {count > rows.length && (
        <Link to="/records" search={{ run: run.id, open: true }} className={link}>
          {t("all", { count })}
        </Link>
      )}
    </section>
  );
}
