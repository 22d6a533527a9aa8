import { EllipsisVertical } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMapping } from "../editing/mapping-editing.tsx";
import { GridCell } from "./grid-parts.tsx";
import type { TargetRowProps } from "./target-row.tsx";

/** Opens what can be done with a row. The menu itself is one for all rows (row-menu.tsx). */
export function MenuCell({ row, tabStop }: TargetRowProps) {
  const t = useTranslations("mappingTable.menu");
  const { view } = useMapping();
  return (
    <GridCell className="flex items-center justify-center">
      <button
        type="button"
        data-column="menu"
        tabIndex={tabStop === "menu" ? 0 : -1}
        aria-haspopup="menu"
        aria-label={t("open", { name: row.path.join(".") })}
        onClick={() => view.show({ menu: row.id, focus: { row: row.id, column: "menu" } })}
        className="focus-ring-inset flex size-6 items-center justify-center rounded-3 text-ink-2 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 hover:bg-hover hover:text-ink focus-visible:opacity-100"
      >
        <EllipsisVertical aria-hidden size={14} />
      </button>
    </GridCell>
  );
}
