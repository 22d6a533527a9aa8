import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { countCoverage } from "./coverage.ts";
import type { MappingTarget, TargetField } from "./find-target.ts";
import { rowId } from "./table-rows.ts";

export interface CoverageCountsProps {
  fields: readonly TargetField[];
  /** Ids of the mapped paths. */
  mapped: ReadonlySet<string>;
  target: MappingTarget;
}

/** How much of the target is mapped: `Required 16/18 · Optional 9/61` (MAP-3). */
export function CoverageCounts({ fields, mapped, target }: CoverageCountsProps) {
  const t = useTranslations("mapping.coverage");
  const counts = countCoverage(fields, (path) => isMapped(path, mapped));
  const isComplete = counts.requiredFilled === counts.required;
  return (
    <span className="flex min-w-0 items-baseline gap-2 text-sm whitespace-nowrap text-ink-2">
      <span className="hidden truncate @min-[36rem]:inline">{target.resource.title}</span>
      <span className={classNames("font-medium", isComplete ? "text-ok" : "text-warn")}>
        {t("required", { filled: counts.requiredFilled, all: counts.required })}
      </span>
      <span>{t("optional", { filled: counts.optionalFilled, all: counts.optional })}</span>
    </span>
  );
}

/** A field is mapped by itself, or as part of an object that is mapped as a whole. */
function isMapped(path: readonly string[], mapped: ReadonlySet<string>): boolean {
  return path.some((_, index) => mapped.has(rowId(path.slice(0, index + 1))));
}
