import { useVirtualizer } from "@tanstack/react-virtual";
import type { Json } from "@trasvase/shared/json.ts";
import { useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import { printValuePath, type ValuePath } from "../expression/expression-path.ts";
import { shorten } from "../expression/shorten.ts";
import { classNames } from "../ui/class-names.ts";
import { type TableRow, tableOf } from "./table-of.ts";

const rowHeight = 28;

export interface RecordTableProps {
  records: readonly Json[];
  label: string;
  at: number;
  onIndex: (index: number) => void;
  /** Text to find in names and values; empty: everything. */
  search: string;
  isChanged?: ((path: ValuePath) => boolean) | undefined;
  onlyChanged?: boolean;
}

/** Several records as rows with their plain fields as columns; one record as rows of path and value. Only visible rows are drawn. */
export function RecordTable(props: RecordTableProps) {
  const { records, label, at, onIndex, search, isChanged, onlyChanged = false } = props;
  const t = useTranslations("panel.view");
  const scroller = useRef<HTMLDivElement>(null);
  const whole = useMemo(() => tableOf(records), [records]);
  const table = useMemo(() => {
    const rows = whole.rows.filter(
      (row) => isFound(row, search) && !(onlyChanged && row.path && isChanged?.(row.path) === false),
    );
    return { ...whole, rows };
  }, [whole, search, onlyChanged, isChanged]);
  const virtual = useVirtualizer({
    count: table.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 400, height: 600 },
  });
  const isMany = table.kind === "many";
  const titles = isMany ? table.columns.map((path) => printValuePath(path)) : [t("field"), t("value")];
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="focus-ring-inset min-h-0 grow overflow-auto text-sm"
    >
      <table
        aria-rowcount={table.rows.length + 1}
        className="w-full table-fixed border-collapse"
        style={{ minWidth: titles.length * 112 }}
      >
        <thead className="sticky top-0 z-10 bg-surface">
          <tr style={{ height: rowHeight }} className="text-left text-ink-2">
            {titles.map((title) => (
              <th key={title} className="truncate border-b border-line-strong px-3 font-medium" title={title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={above} />
          {items.map(({ index }) => {
            const row = table.rows[index];
            if (!row) return null;
            return (
              <tr
                key={row.id}
                aria-rowindex={index + 2}
                style={{ height: rowHeight }}
                {...(isMany ? { onClick: () => onIndex(whole.rows.indexOf(row)) } : {})}
                className={classNames(
                  "border-b border-line hover:bg-hover",
                  isMany && row === whole.rows[at] && "bg-accent-soft",
                )}
              >
                <Cells row={row} />
              </tr>
            );
          })}
          <Gap height={below} />
        </tbody>
      </table>
    </section>
  );
}

function isFound({ name, cells }: TableRow, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === "" || name?.toLowerCase().includes(wanted)) return true;
  return cells.some((cell) => cell !== undefined && JSON.stringify(cell).toLowerCase().includes(wanted));
}

/** The room of rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null;
}

function Cells({ row }: { row: TableRow }) {
  const t = useTranslations("panel.view");
  return (
    <>
      {row.name !== undefined && (
        <th scope="row" className="truncate px-3 text-left font-normal text-ink-2" title={row.name}>
          {row.name}
        </th>
      )}
      {row.cells.map((cell, index) => (
        <td
          // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their column
          key={index}
          className={classNames("truncate px-3", typeof cell === "number" && "font-mono")}
        >
          {cell === undefined && <span className="text-ink-3">{t("absent")}</span>}
          {cell === "" && <span className="text-ink-3 italic">{t("emptyText")}</span>}
          {cell !== undefined && cell !== "" && (typeof cell === "string" ? cell : shorten(cell))}
        </td>
      ))}
    </>
  );
}
