import type { Json } from "@trasvase/shared/json.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useCodeFields } from "../form/code-fields.tsx";
import { usePassesOfNode } from "../preview/use-passes.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { toast } from "../ui/toast.ts";
import type { TargetField } from "./find-target.ts";
import { MappingRowView, type RowActions } from "./mapping-row.tsx";
import { applyEdit, type MappingRow, removePair, setPair } from "./object-pairs.ts";
import { sentField } from "./sent-value.tsx";
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
  const shown = useMemo(() => filterRows(rows, filter), [rows, filter]);
  const actions = useRowActions({ text, shown, onText, onCommit, setActive });
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
                sent={output === undefined ? undefined : sentField(output, row.path)}
                isStale={known?.stale ?? false}
                isActive={row.id === active}
                hasTarget={fields.length > 0}
                actions={actions}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface RowWork {
  text: string;
  shown: readonly TableRow[];
  onText: (text: string) => void;
  onCommit: () => void;
  setActive: (id: string | undefined) => void;
}

/** The actions of all rows: one object for the life of the table, always working on what is there now. */
function useRowActions(work: RowWork): RowActions {
  const latest = useRef(work);
  useLayoutEffect(() => {
    latest.current = work;
  });
  return useMemo((): RowActions => {
    const write = (row: TableRow, expression: string) => {
      const { text, onText } = latest.current;
      const edit =
        expression.trim() === "" ? removePair(text, row.path) : setPair(text, row.path, expression);
      if (edit) onText(applyEdit(text, edit));
    };
    return {
      write,
      activate: (row) => latest.current.setActive(row.id),
      leave: (row, expression) => {
        if (expression !== undefined) write(row, expression);
        latest.current.onCommit();
      },
      step: (row, by) => {
        const { shown, setActive } = latest.current;
        const next = shown[shown.findIndex((one) => one.id === row.id) + by];
        if (next) setActive(next.id);
      },
      close: () => latest.current.setActive(undefined),
    };
  }, []);
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
        insertField: () => {
          say();
          return Promise.resolve(undefined);
        },
        insertCall: say,
        reveal: () => {},
        edit: say,
        show: () => {},
        read: () => ({ text: "", caret: 0 }),
      }),
    [fields, path, say],
  );
}
