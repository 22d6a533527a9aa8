import type { Json } from "@trasvase/shared/json.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useCodeFields } from "../form/code-fields.tsx";
import { usePassesOfNode } from "../preview/use-passes.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { toast } from "../ui/toast.ts";
import type { TargetField } from "./find-target.ts";
import { MappingRowView } from "./mapping-row.tsx";
import { applyEdit, type MappingRow, removePair, setPair } from "./object-pairs.ts";
import { filterRows, type RowFilter, rowFilters, rowId, type TableRow, tableRows } from "./table-rows.ts";

export interface MappingTableProps {
  node: string | undefined;
  path: string;
  text: string;
  rows: readonly MappingRow[];
  fields: readonly TargetField[];
  /** Paths of fields just added, that have no expression yet. */
  added: readonly (readonly string[])[];
  problems: readonly Problem[];
  onText: (text: string) => void;
  onCommit: () => void;
}

/** The mapping as rows of target field, expression and value for the sample. One row at a time has an editor. */
export function MappingTable(props: MappingTableProps) {
  const { node, path, text, rows: mapped, fields, added, problems, onText, onCommit } = props;
  const t = useTranslations("mapping.table");
  const [filter, setFilter] = useState<RowFilter>("all");
  const [active, setActive] = useState<string>();
  const rows = useMemo(() => tableRows(mapped, fields, added, problems), [mapped, fields, added, problems]);
  const known = usePassesOfNode(node ?? "");
  const output: Json | undefined = known?.passes[0]?.outputs[0]?.data;
  useNeedsRow(path, t("chooseRow"));
  const newest = added.at(-1);
  useEffect(() => {
    if (newest) setActive(rowId(newest));
  }, [newest]);
  const write = (row: TableRow, expression: string) => {
    const edit = expression.trim() === "" ? removePair(text, row.path) : setPair(text, row.path, expression);
    if (edit) onText(applyEdit(text, edit));
  };
  const shown = filterRows(rows, filter);
  const step = (from: TableRow, by: number) => {
    const next = shown[shown.indexOf(from) + by];
    if (next) setActive(next.id);
  };
  if (rows.length === 0) return <EmptyState title={t("emptyTitle")} why={t("emptyWhy")} />;
  return (
    <div className="flex min-h-0 grow flex-col">
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-2 py-1">
        <SegmentedControl
          label={t("filter.label")}
          segments={rowFilters.map((id) => ({
            id,
            label: t(`filter.${id}`, { count: filterRows(rows, id).length }),
          }))}
          selected={filter}
          onSelect={setFilter}
        />
      </div>
      <div className="min-h-0 grow overflow-auto">
        <table className="w-full table-fixed border-collapse text-sm">
          <thead className="sticky top-0 z-10 bg-surface">
            <tr className="h-7 text-left text-ink-2">
              <th className="w-[34%] border-b border-line-strong px-3 font-medium truncate">{t("field")}</th>
              <th className="border-b border-line-strong px-2 font-medium truncate">{t("expression")}</th>
              <th className="w-[26%] border-b border-line-strong px-2 font-medium truncate">{t("value")}</th>
              <th className="w-8 border-b border-line-strong">
                <span className="sr-only">{t("actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <MappingRowView
                key={row.id}
                row={row}
                node={node}
                path={path}
                text={row.value ? text.slice(row.value.start, row.value.end) : ""}
                output={output}
                hasOutput={output !== undefined}
                isStale={known?.stale ?? false}
                isActive={row.id === active}
                hasTarget={fields.length > 0}
                onActivate={() => setActive(row.id)}
                onLeave={(expression) => {
                  if (expression !== undefined) write(row, expression);
                  onCommit();
                }}
                onWrite={(expression) => write(row, expression)}
                onStep={(by) => step(row, by)}
                onClose={() => setActive(undefined)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** A source field that is picked while no row is being edited has nowhere to go; says so instead of doing nothing. */
function useNeedsRow(path: string, message: string): void {
  const fields = useCodeFields();
  const say = useCallback(() => {
    toast({ message });
  }, [message]);
  useEffect(
    () =>
      fields.register(path, {
        focus: () => {},
        insert: say,
        edit: say,
        show: () => {},
        read: () => ({ text: "", caret: 0 }),
      }),
    [fields, path, say],
  );
}
