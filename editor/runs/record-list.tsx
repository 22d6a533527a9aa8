import { Link, useElementScrollRestoration } from "@tanstack/react-router";
import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import type { RecordRow } from "@trasvase/shared/contract/record.ts";
import {
  type KeyboardEvent,
  type Ref,
  type RefObject,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { RecordCells, recordColumns, recordGridClassName } from "./record-cells.tsx";

const rowHeight = 36;
/** The next page is fetched when this many rows are left below. */
const ahead = 60;
const scrollId = "records";

/** What the page may ask of the list. */
export interface RecordListHandle {
  toTop: () => void;
}

export interface RecordListProps {
  rows: readonly RecordRow[];
  hasMore: boolean;
  isLoadingMore: boolean;
  /** The last attempt to fetch more failed. */
  failed: boolean;
  onMore: () => void;
  ref?: Ref<RecordListHandle>;
}

/** The log as a table of which only the visible rows are drawn. Arrow keys walk the rows; each leads to its record. */
export function RecordList({ rows, hasMore, isLoadingMore, failed, onMore, ref }: RecordListProps) {
  const t = useTranslations("runs.records");
  const scroller = useRef<HTMLDivElement>(null);
  const scrolled = useElementScrollRestoration({ id: scrollId });
  const [active, setActive] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    initialOffset: scrolled?.scrollY ?? 0,
    scrollMargin: rowHeight,
  });
  useImperativeHandle(ref, () => ({
    toTop: () => {
      setActive(0);
      virtual.scrollToOffset(0);
    },
  }));
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const more = useEffectEvent(onMore);
  const wantsMore = hasMore && !isLoadingMore && !failed && last >= rows.length - ahead;
  useEffect(() => {
    if (wantsMore) more();
  }, [wantsMore]);
  const onKeyDown = useRowKeys({ scroller, count: rows.length, active, setActive, virtual });
  return (
    <div
      ref={scroller}
      data-scroll-restoration-id={scrollId}
      data-density="compact"
      className="min-h-0 grow overflow-auto border-t border-line"
    >
      {/* biome-ignore lint/a11y/useSemanticElements: only the rows in sight exist, which a table element cannot have */}
      <div
        role="table"
        aria-label={t("list")}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        onKeyDown={onKeyDown}
        className="min-w-fit"
      >
        <HeadRow />
        {/* biome-ignore lint/a11y/useSemanticElements: part of a table of virtual rows */}
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <Row
                key={row.id}
                row={row}
                index={index}
                top={start - rowHeight}
                isActive={index === active}
                onFocus={() => setActive(index)}
              />
            );
          })}
        </div>
      </div>
      <ListFoot rows={rows} hasMore={hasMore} isLoadingMore={isLoadingMore} failed={failed} onMore={onMore} />
    </div>
  );
}

interface RowKeysParts {
  scroller: RefObject<HTMLDivElement | null>;
  count: number;
  active: number;
  setActive: (index: number) => void;
  virtual: Virtualizer<HTMLDivElement, Element>;
}

/** Moves the focus from row to row, also to rows that are not drawn yet. */
function useRowKeys({ scroller, count, active, setActive, virtual }: RowKeysParts) {
  const wanted = useRef(0);
  const go = (index: number) => {
    const target = Math.max(0, Math.min(count - 1, index));
    wanted.current = target;
    setActive(target);
    virtual.scrollToIndex(target);
    const focus = () => {
      const link = scroller.current?.querySelector<HTMLElement>(`[data-row="${target}"]`) ?? null;
      // Meanwhile another key may have gone further.
      if (wanted.current === target) link?.focus({ preventScroll: true });
      return link !== null;
    };
    // A row that was out of sight is only drawn after the scrolling.
    if (!focus()) requestAnimationFrame(() => requestAnimationFrame(focus));
  };
  return (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 360) / rowHeight) - 2);
    const target = rowFor(event.key, active, count, page);
    if (target === undefined) return;
    event.preventDefault();
    go(target);
  };
}

/** Where a key leads from a row; undefined for keys that are none of the list's. */
function rowFor(key: string, active: number, count: number, page: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return active + 1;
    case "ArrowUp":
      return active - 1;
    case "PageDown":
      return active + page;
    case "PageUp":
      return active - page;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

function ListFoot({ rows, hasMore, isLoadingMore, failed, onMore }: Omit<RecordListProps, "ref">) {
  const t = useTranslations("runs.records");
  return (
    <div role="status" className="flex min-h-9 items-center gap-3 px-4 text-sm text-ink-2">
      {isLoadingMore && t("loadingMore")}
      {failed && (
        <>
          {t("moreFailed")}
          <Button size="sm" onPress={onMore}>
            {t("tryAgain")}
          </Button>
        </>
      )}
      {!hasMore && t("end", { count: rows.length })}
    </div>
  );
}

function HeadRow() {
  const t = useTranslations("runs.records.column");
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a table of virtual rows
    <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
      {/* biome-ignore lint/a11y/useSemanticElements: part of a table of virtual rows */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: a head row is not operated */}
      <div
        role="row"
        aria-rowindex={1}
        className={classNames(recordGridClassName, "border-b border-line-strong")}
      >
        {recordColumns.map(({ id, className }) => (
          // biome-ignore lint/a11y/useSemanticElements: part of a table of virtual rows
          // biome-ignore lint/a11y/useFocusableInteractive: the columns cannot be sorted
          <span
            key={id}
            role="columnheader"
            className={classNames("truncate text-sm font-medium text-ink-2", className)}
          >
            {t(id)}
          </span>
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  row: RecordRow;
  index: number;
  top: number;
  isActive: boolean;
  onFocus: () => void;
}

function Row({ row, index, top, isActive, onFocus }: RowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a table of virtual rows
    // biome-ignore lint/a11y/useFocusableInteractive: the link of the row takes the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${top}px)` }}
      className={classNames(
        recordGridClassName,
        "absolute inset-x-0 top-0 border-b border-line hover:bg-hover",
      )}
    >
      <RecordCells
        row={row}
        link={
          <Link
            to="/records/$record"
            params={{ record: row.id }}
            data-row={index}
            tabIndex={isActive ? 0 : -1}
            onFocus={onFocus}
            // The link covers its row, so that a row can be clicked and opened in a new tab anywhere.
            className="outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          >
            {row.key}
          </Link>
        }
      />
    </div>
  );
}
