import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import {
  Table as AriaTable,
  type TableProps as AriaTableProps,
  Cell,
  Column,
  Row,
  type SortDescriptor,
  TableBody,
  TableHeader,
} from "react-aria-components";
import { Checkbox } from "./checkbox.tsx";
import { classNames } from "./class-names.ts";

/** One column: how it is called, what it shows of a row, and how it stands. */
export interface TableColumn<RowData> {
  id: string;
  title: string;
  cell: (row: RowData) => ReactNode;
  /** Names the row for assistive technology; at least one column must. */
  isRowHeader?: boolean;
  allowsSorting?: boolean;
  /** `end` for figures. */
  align?: "start" | "end";
  /** A CSS width such as `8rem` or `20%`; left out: what remains. */
  width?: string;
  /** The title is for assistive technology only (a menu or tick column). */
  hideTitle?: boolean;
}

export interface TableProps<RowData extends { id: string }>
  extends Pick<AriaTableProps, "selectionMode" | "selectedKeys" | "onSelectionChange" | "disabledKeys"> {
  label: string;
  columns: readonly TableColumn<RowData>[];
  rows: readonly RowData[];
  /** Sorting is the caller's: rows come in the wanted order. */
  sort?: SortDescriptor | undefined;
  onSort?: (sort: SortDescriptor) => void;
  /** Where a row leads; the row is then a link that can be opened in a new tab. */
  href?: (row: RowData) => string;
  onRowAction?: (row: RowData) => void;
  rowClassName?: (row: RowData) => string | undefined;
  /** What stands there without rows: an EmptyState. */
  empty: ReactNode;
  className?: string;
}

/** A table with a head that stays in sight; rows of 44 px, 36 px when compact. Arrow keys walk the cells. */
export function Table<RowData extends { id: string }>(props: TableProps<RowData>) {
  const {
    label,
    columns,
    rows,
    sort,
    onSort,
    href,
    onRowAction,
    rowClassName,
    empty,
    className,
    selectionMode,
    ...selection
  } = props;
  const rowById = new Map(rows.map((row) => [row.id, row]));
  const ticks = selectionMode === "multiple";
  return (
    <div className={classNames("min-h-0 overflow-auto", className)}>
      <AriaTable
        {...selection}
        {...(selectionMode ? { selectionMode } : {})}
        {...(sort ? { sortDescriptor: sort } : {})}
        {...(onSort ? { onSortChange: onSort } : {})}
        {...(onRowAction
          ? {
              onRowAction: (key) => {
                const row = rowById.get(String(key));
                if (row) onRowAction(row);
              },
            }
          : {})}
        aria-label={label}
        className="w-full border-separate border-spacing-0 text-left text-md outline-none"
      >
        <TableHeader className="sticky top-0 z-10 bg-surface">
          {ticks && (
            <Column id="ticks" width={40} className={classNames(headClassName, "w-10")}>
              <Checkbox slot="selection" />
            </Column>
          )}
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} />
          ))}
        </TableHeader>
        <TableBody renderEmptyState={() => empty}>
          {rows.map((row) => (
            <Row
              key={row.id}
              id={row.id}
              {...(href ? { href: href(row) } : {})}
              className={classNames(
                "focus-ring-inset h-row data-hovered:bg-hover data-selected:bg-accent-soft",
                (href || onRowAction) && "cursor-pointer",
                rowClassName?.(row),
              )}
            >
              {ticks && (
                <Cell className={cellClassName}>
                  <Checkbox slot="selection" />
                </Cell>
              )}
              {columns.map((column) => (
                <Cell
                  key={column.id}
                  className={classNames(cellClassName, column.align === "end" && "text-right")}
                >
                  {column.cell(row)}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </AriaTable>
    </div>
  );
}

const headClassName =
  "focus-ring-inset h-9 border-b border-line-strong px-2 text-sm font-medium whitespace-nowrap text-ink-2 first:pl-4 last:pr-4";
const cellClassName = "focus-ring-inset h-row border-b border-line px-2 py-0 first:pl-4 last:pr-4";

function HeadCell<RowData>({ column }: { column: TableColumn<RowData> }) {
  const { id, title, isRowHeader = false, allowsSorting = false, align, width, hideTitle } = column;
  return (
    <Column
      id={id}
      isRowHeader={isRowHeader}
      allowsSorting={allowsSorting}
      textValue={title}
      className={classNames(
        headClassName,
        align === "end" && "text-right",
        allowsSorting && "cursor-pointer data-hovered:text-ink",
      )}
      {...(width ? { style: { width } } : {})}
    >
      {({ sortDirection }) => (
        <span className={classNames("inline-flex items-center gap-1", hideTitle && "sr-only")}>
          {title}
          {allowsSorting &&
            (sortDirection === "descending" ? (
              <ArrowDown aria-hidden size={14} />
            ) : (
              <ArrowUp
                aria-hidden
                size={14}
                className={classNames(sortDirection !== "ascending" && "opacity-0")}
              />
            ))}
        </span>
      )}
    </Column>
  );
}
