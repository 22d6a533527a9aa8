import { useMemo } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useTranslations } from "use-intl";
import { classNames } from "../../ui/class-names.ts";
import { useMapping } from "../editing/mapping-editing.tsx";
import { countRows, type RowFilter } from "../row-filters.ts";

export interface FilterBarProps {
  filter: RowFilter;
  onFilter: (filter: RowFilter) => void;
}

/** Which rows are shown; the numbers say how much of the target is mapped (MAP-3). */
export function FilterBar({ filter, onFilter }: FilterBarProps) {
  const t = useTranslations("mappingTable.filter");
  const { model } = useMapping();
  const { rows, marks, target, activeText } = model;
  const counts = useMemo(() => countRows(rows, marks), [rows, marks]);
  const chips: readonly { id: RowFilter; isShown: boolean; tone?: string | undefined }[] = [
    { id: "all", isShown: true },
    {
      id: "required",
      isShown: target !== undefined,
      tone: counts.required.filled === counts.required.all ? "text-ok" : "text-warn",
    },
    { id: "optional", isShown: target !== undefined },
    { id: "mapped", isShown: true },
    { id: "problems", isShown: true, tone: counts.problems.all > 0 ? "text-err" : undefined },
    {
      id: "changed",
      isShown: activeText !== undefined,
      tone: counts.changed.all > 0 ? "text-run" : undefined,
    },
  ];
  return (
    <div className="shrink-0 overflow-x-auto border-b border-line px-2 py-1">
      <ToggleButtonGroup
        aria-label={t("label")}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filter]}
        onSelectionChange={(keys) => {
          const chip = chips.find((one) => keys.has(one.id));
          if (chip) onFilter(chip.id);
        }}
        className="flex w-max gap-1"
      >
        {chips
          .filter((chip) => chip.isShown)
          .map(({ id, tone }) => (
            <ToggleButton
              key={id}
              id={id}
              className="focus-ring flex h-6 cursor-default items-center gap-1.5 rounded-full border border-line px-2 text-sm text-ink-2 data-hovered:bg-hover data-selected:border-accent data-selected:bg-accent-soft data-selected:text-ink"
            >
              {t(id)}
              <span className={classNames("tabular-nums", tone ?? "text-ink-3")}>
                {id === "required" || id === "optional"
                  ? t("share", { filled: counts[id].filled, all: counts[id].all })
                  : t("count", { count: counts[id].all })}
              </span>
            </ToggleButton>
          ))}
      </ToggleButtonGroup>
    </div>
  );
}
