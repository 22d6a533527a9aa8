import type { Run } from "@trasvase/shared/contract/run.ts";
import { useFormatter, useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { countGroup, type OutcomeGroup } from "./outcome-groups.ts";

const parts: readonly { readonly group: OutcomeGroup; readonly className: string }[] = [
  { group: "written", className: "bg-ok" },
  { group: "left", className: "bg-line-strong" },
  { group: "waiting", className: "bg-warn" },
  { group: "failed", className: "bg-err" },
];

/** How the records of a run ended, as shares of one bar. A few failures among thousands stay visible. The words are beside it. */
export function OutcomeBar({
  run,
  className,
}: {
  run: Pick<Run, "counts" | "inFlight">;
  className?: string;
}) {
  const t = useTranslations("runs.group");
  const format = useFormatter();
  const counts = parts.map((part) => ({ ...part, count: countGroup(run.counts, part.group) }));
  const words = [
    ...counts.filter(({ count }) => count > 0).map(({ group, count }) => t(group, { count })),
    ...(run.inFlight > 0 ? [t("inFlight", { count: run.inFlight })] : []),
  ];
  return (
    <span
      role="img"
      aria-label={words.length === 0 ? t("nothing") : format.list(words)}
      title={words.length === 0 ? t("nothing") : format.list(words)}
      className={classNames("flex h-2 gap-px overflow-hidden rounded-full bg-sunken", className)}
    >
      {counts.map(
        ({ group, count, className: colour }) =>
          count > 0 && (
            <span key={group} className={classNames("h-full min-w-1", colour)} style={{ flexGrow: count }} />
          ),
      )}
      {run.inFlight > 0 && <span className="h-full min-w-1 bg-run-soft" style={{ flexGrow: run.inFlight }} />}
    </span>
  );
}
