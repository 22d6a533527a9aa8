import { useTranslations } from "use-intl";
import { Checkbox } from "../../ui/checkbox.tsx";
import { useMapping } from "../editing/mapping-editing.tsx";
import type { TargetRow } from "../target-rows.ts";
import { GridCell } from "./grid-parts.tsx";

/** Whether a field is sent when a record is created only, so that what somebody improved in the target stays. */
export function CreateCell({
  row,
  isCreateOnly,
  isTabStop,
}: {
  row: TargetRow;
  isCreateOnly: boolean;
  isTabStop: boolean;
}) {
  const t = useTranslations("mappingTable.create");
  const { actions } = useMapping();
  const isShown = isCreateOnly || row.pair !== undefined || row.isCovered;
  return (
    <GridCell column="create" isTabStop={isTabStop} className="flex items-center justify-center">
      {isShown && (
        <Checkbox
          excludeFromTabOrder
          aria-label={t("tick", { name: row.path.join(".") })}
          isSelected={isCreateOnly}
          onChange={(selected) => actions.setCreateOnly(row, selected)}
        />
      )}
    </GridCell>
  );
}
