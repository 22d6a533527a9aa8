import { type Range, useVirtualizer } from "@tanstack/react-virtual";
import { CirclePlus } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../../ui/class-names.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useMapping, useMappingView } from "../editing/mapping-editing.tsx";
import { focusWhenDrawn } from "../focus-when-drawn.ts";
import { chooseRows, isField, isFilled, type RowFilter } from "../row-filters.ts";
import type { RowProblem } from "../row-problems.ts";
import type { TargetRow } from "../target-rows.ts";
import { gridClassName, nearestColumn } from "./columns.ts";
import { FilterBar } from "./filter-bar.tsx";
import { GridHead, GridRow } from "./grid-parts.tsx";
import { RowMenu } from "./row-menu.tsx";
import { TargetRowView } from "./target-row.tsx";
import { useCarriedKeys } from "./use-carried-keys.ts";
import { useGridKeys } from "./use-grid-keys.ts";

const rowHeight = 33;
const noProblems: readonly RowProblem[] = [];

/** The mapping as rows of target field, expression and value for the sample; only those in view are drawn. */
export function TargetTable() {
  const t = useTranslations("mappingTable");
  const { model } = useMapping();
  const [filter, setFilter] = useState<RowFilter>("all");
  const search = useMappingView((state) => state.search);
  const { rows, marks, target } = model;
  const { closed, toggle } = useClosed(rows);
  const shown = useMemo(
    () => chooseRows(rows, { filter, search, closed }, marks),
    [rows, filter, search, closed, marks],
  );
  if (rows.length === 0) {
    return <EmptyState title={t("emptyTitle")} why={t(target ? "emptyWhy" : "emptyNoTarget")} />;
  }
  return (
    <div className="@container flex min-h-0 grow flex-col">
      <FilterBar filter={filter} onFilter={setFilter} />
      <Grid
        rows={shown}
        closed={closed}
        isFiltered={filter !== "all" || search.trim() !== ""}
        onToggle={toggle}
      />
      {shown.length === 0 && (
        <p role="status" className="p-3 text-ink-2">
          {t(filter === "problems" && search === "" ? "noProblems" : "nothingFits")}
        </p>
      )}
    </div>
  );
}

/** Which groups are closed: at first those that need nothing and have nothing. */
function useClosed(rows: readonly TargetRow[]) {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const closed = useMemo(
    () =>
      new Set(
        rows
          .filter((row) => row.kind !== "field")
          .filter((row) => !(toggled.get(row.id) ?? (row.pair !== undefined || row.isRequired)))
          .map((row) => row.id),
      ),
    [rows, toggled],
  );
  const latest = useRef(closed);
  useLayoutEffect(() => {
    latest.current = closed;
  });
  const toggle = useCallback((row: TargetRow) => {
    setToggled((before) => new Map(before).set(row.id, latest.current.has(row.id)));
  }, []);
  return { closed, toggle };
}

interface GridProps {
  rows: readonly TargetRow[];
  closed: ReadonlySet<string>;
  isFiltered: boolean;
  onToggle: (row: TargetRow) => void;
}

function Grid({ rows, closed, isFiltered, onToggle }: GridProps) {
  const t = useTranslations("mappingTable");
  const { model } = useMapping();
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const hasCreateOnly = model.target?.creates === true && model.target.updates;
  const groups = useMemo(() => new Set(model.rows.flatMap((row) => row.above ?? [])), [model.rows]);
  const isOpen = (row: TargetRow) => {
    if (!groups.has(row.id) || (row.pair && !row.group)) return undefined;
    return isFiltered || !closed.has(row.id);
  };
  const virtual = useRows(rows, frame);
  const page = Math.max(1, Math.floor((frame?.clientHeight ?? 300) / rowHeight) - 1);
  const onKeyDown = useGridKeys({ rows, page, hasCreateOnly, isOpen, onToggle });
  const scrollTo = useCallback((index: number) => virtual.scrollToIndex(index), [virtual]);
  const { onFocus, onDone, tabStop } = useGridFocus(rows, frame, scrollTo);
  useCarriedKeys({ rows, frame, page, scrollTo });
  const summaries = useMemo(() => summarize(model.rows), [model.rows]);
  const readers = useRowsReading();
  return (
    <div
      ref={setFrame}
      role="treegrid"
      aria-label={t("label")}
      aria-rowcount={rows.length + 1}
      aria-colcount={hasCreateOnly ? 5 : 4}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      className="min-h-0 grow overflow-auto outline-none"
    >
      <Header hasCreateOnly={hasCreateOnly} />
      <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              role="presentation"
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Row
                row={row}
                index={index}
                isOpen={isOpen(row)}
                inside={summaries.get(row.id)}
                isMarked={readers.has(row.id)}
                hasCreateOnly={hasCreateOnly}
                tabStop={tabStop(row)}
                onToggle={onToggle}
                onDone={onDone}
              />
            </div>
          );
        })}
      </div>
      <RowMenu frame={frame} />
    </div>
  );
}

/** Rows in view, and besides them those that something is open in: they must not go away under the keys. */
function useRows(rows: readonly TargetRow[], frame: HTMLDivElement | null) {
  const kept = useMappingView(({ focus, edited, dropped }) =>
    JSON.stringify([focus?.row, edited?.row, dropped?.row]),
  );
  const wanted = useMemo(() => {
    const names = new Set<unknown>(JSON.parse(kept));
    return rows.flatMap((row, index) => (names.has(row.id) ? [index] : []));
  }, [rows, kept]);
  return useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    initialRect: { width: 640, height: 480 },
    scrollPaddingStart: 32,
    scrollPaddingEnd: 8,
    rangeExtractor: useCallback(
      ({ startIndex, endIndex, overscan, count }: Range) => {
        const [from, to] = [Math.max(0, startIndex - overscan), Math.min(count - 1, endIndex + overscan)];
        const near = Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
        return [...new Set([...near, ...wanted])].sort((a, b) => a - b);
      },
      [wanted],
    ),
  });
}

function Header({ hasCreateOnly }: { hasCreateOnly: boolean }) {
  const t = useTranslations("mappingTable.column");
  return (
    <GridRow
      aria-rowindex={1}
      className={classNames(
        gridClassName(hasCreateOnly),
        "sticky top-0 z-10 border-b border-line-strong bg-surface text-sm font-medium text-ink-2",
      )}
    >
      <GridHead className="pl-7!">{t("field")}</GridHead>
      <GridHead>{t("expression")}</GridHead>
      <GridHead>{t("value")}</GridHead>
      {hasCreateOnly && (
        <GridHead title={t("createOnly")} className="flex items-center justify-center px-0! text-ink-3">
          <CirclePlus aria-hidden size={14} />
          <span className="sr-only">{t("createOnly")}</span>
        </GridHead>
      )}
      <GridHead>
        <span className="sr-only">{t("menu")}</span>
      </GridHead>
    </GridRow>
  );
}

interface RowProps {
  row: TargetRow;
  index: number;
  isOpen: boolean | undefined;
  inside: { readonly filled: number; readonly all: number } | undefined;
  isMarked: boolean;
  hasCreateOnly: boolean;
  tabStop: ReturnType<ReturnType<typeof useGridFocus>["tabStop"]>;
  onToggle: (row: TargetRow) => void;
  onDone: (row: TargetRow, by: number) => void;
}

/** Picks what one row shows out of the model, so that only rows that change are drawn again. */
function Row({ hasCreateOnly, ...props }: RowProps) {
  const { model } = useMapping();
  const showsSuggestions = useMappingView((state) => state.showsSuggestions);
  const { row } = props;
  const { text, target, reader, problems, marks, suggestions, isStale } = model;
  const lines = row.group?.kind === "lines" ? row.group : undefined;
  const path = row.path.join(".");
  return (
    <TargetRowView
      {...props}
      label={labelOf(row, model.rows)}
      context={lines ? text.slice(lines.context.start, lines.context.end) : ""}
      filter={lines?.filter ? text.slice(lines.filter.start, lines.filter.end) : ""}
      value={reader?.value(row)}
      lines={lines && reader?.lines(row)}
      problems={problems.get(row.id) ?? noProblems}
      suggestion={showsSuggestions && !row.pair ? suggestions.get(row.id) : undefined}
      isStale={isStale}
      isChanged={marks.changed.has(row.id)}
      isMatch={row.level === 0 && (target?.match.includes(path) ?? false)}
      hasTarget={target !== undefined}
      createOnly={hasCreateOnly ? (target?.createOnly.includes(path) ?? false) : undefined}
    />
  );
}

/** "Lines › Price". */
function labelOf(row: TargetRow, rows: readonly TargetRow[]): string {
  const own = row.field?.title ?? row.path.at(-1) ?? "";
  const above = row.above === undefined ? undefined : rows.find((one) => one.id === row.above);
  return above ? `${labelOf(above, rows)} › ${own}` : own;
}

/** The table is one stop of Tab: the cell that the keys were in last, or the first expression. */
function useGridFocus(
  rows: readonly TargetRow[],
  frame: HTMLDivElement | null,
  scrollTo: (index: number) => void,
) {
  const { view } = useMapping();
  const focus = useMappingView((state) => state.focus);
  const asked = useMappingView((state) => state.focusAsked);
  const latest = useRef({ rows, scrollTo });
  useLayoutEffect(() => {
    latest.current = { rows, scrollTo };
  });
  useEffect(() => {
    if (asked === 0 || !frame) return;
    const { focus: wanted } = view.getState();
    const index = latest.current.rows.findIndex((row) => row.id === wanted?.row);
    const row = latest.current.rows[index];
    if (!wanted || !row) return;
    latest.current.scrollTo(index);
    // A row that has become a group of lines has other cells than before.
    const column = nearestColumn(wanted.column, row, true);
    focusWhenDrawn(frame, `[data-row="${CSS.escape(row.id)}"] [data-column="${column}"]`);
  }, [asked, frame, view]);
  const onDone = useCallback(
    (row: TargetRow, by: number) => {
      view.show({ edited: undefined });
      if (Number.isNaN(by)) return;
      const { rows: now } = latest.current;
      const next = now[now.findIndex((one) => one.id === row.id) + by] ?? row;
      const column = next.group?.kind === "lines" ? "context" : "value";
      view.focusOn(
        by === 0 ? row.id : next.id,
        by === 0 ? (view.getState().focus?.column ?? column) : column,
      );
    },
    [view],
  );
  const first = rows.find((row) => row.kind === "field") ?? rows[0];
  const inView = focus && rows.some((row) => row.id === focus.row);
  return {
    onFocus: (event: React.FocusEvent<HTMLElement>) => {
      const { column } = event.target.dataset;
      const row = event.target.closest<HTMLElement>("[data-row]")?.dataset.row;
      const { focus: now } = view.getState();
      if (row === undefined || column === undefined || (now?.row === row && now.column === column)) return;
      view.show({ focus: { row, column: column as NonNullable<typeof now>["column"] } });
    },
    onDone,
    tabStop: (row: TargetRow) => {
      if (inView) return focus.row === row.id ? focus.column : undefined;
      return row === first ? ("value" as const) : undefined;
    },
  };
}

/** How many rows of each group are filled. */
function summarize(rows: readonly TargetRow[]): ReadonlyMap<string, { filled: number; all: number }> {
  const counts = new Map<string, { filled: number; all: number }>();
  for (const row of rows) {
    if (row.above === undefined || !isField(row)) continue;
    const count = counts.get(row.above) ?? { filled: 0, all: 0 };
    count.all++;
    if (isFilled(row)) count.filled++;
    counts.set(row.above, count);
  }
  return counts;
}

const noRows: ReadonlySet<string> = new Set();

/** The rows that read the source field the pointer is at. */
function useRowsReading(): ReadonlySet<string> {
  const { model } = useMapping();
  const field = useMappingView(({ pointed }) => (pointed?.kind === "field" ? pointed.field : undefined));
  return useMemo(() => {
    if (field === undefined) return noRows;
    const found = [...model.read.byRow].filter(([, fields]) => fields.has(field)).map(([row]) => row);
    return new Set(found);
  }, [model.read, field]);
}
