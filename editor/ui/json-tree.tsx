import { useVirtualizer } from "@tanstack/react-virtual";
import type { Json } from "@trasvase/shared/json.ts";
import { ChevronsDownUp, ChevronsUpDown } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { printValuePath, type ValuePath } from "../expression/expression-path.ts";
import { classNames } from "./class-names.ts";
import { CopyButton } from "./copy-button.tsx";
import { FullValueDialog } from "./full-value-dialog.tsx";
import { IconButton } from "./icon-button.tsx";
import { isLarge, type JsonRow, jsonRows } from "./json-rows.ts";
import { JsonTreeRow } from "./json-tree-row.tsx";
import { SearchField } from "./search-field.tsx";

const rowHeight = 28;
/** What is looked for in a tree whose search box stands elsewhere. */
export interface TreeFind {
  readonly search: string;
  /** Everything was opened or closed at once; a new object each time. */
  readonly all?: { readonly open: boolean } | undefined;
}

export interface JsonTreeProps {
  value: Json | undefined;
  /** What is shown, for assistive technology: "Input of Map order". */
  label: string;
  /** Marks places, for example those that differ from another value (see json-changes.ts). */
  isChanged?: (path: ValuePath) => boolean;
  onlyChanged?: boolean;
  /** Where the copied path starts, for example `$source`; left out: the record itself. */
  root?: string;
  /** Enter or a double click on a row. */
  onActivate?: (path: ValuePath) => void;
  /** What a row carries when it is dragged, by media type; left out: rows cannot be dragged. */
  dragged?: (path: ValuePath) => Readonly<Record<string, string>>;
  /** Something at the end of a row, for example how many samples have the field. */
  rowEnd?: (row: JsonRow) => ReactNode;
  /** What is wrong with the value at a place, in one line. */
  problemAt?: (path: ValuePath) => string | undefined;
  /** Without search and foot, for small places. */
  bare?: boolean;
  /** What to find, when the search box stands elsewhere; left out: the tree has its own. */
  find?: TreeFind;
  className?: string;
}

const nothingChanged = () => false;

/** A JSON value to read: names, types and values on one line each, drawn only where visible, found by name or value. */
export function JsonTree(props: JsonTreeProps) {
  const {
    value,
    label,
    isChanged = nothingChanged,
    onlyChanged = false,
    root,
    onActivate,
    dragged,
    rowEnd,
    problemAt,
    bare = false,
    find,
    className,
  } = props;
  const t = useTranslations("ui.json");
  const [ownSearch, setSearch] = useState("");
  const search = find?.search ?? ownSearch;
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [opensAll, setOpensAll] = useState<boolean>();
  const [seenAll, setSeenAll] = useState(find?.all);
  const [activeId, setActiveId] = useState<string>();
  const [full, setFull] = useState<JsonRow>();
  const staysClosed = useMemo(() => value !== undefined && isLarge(value), [value]);
  if (find?.all && find.all !== seenAll) {
    setSeenAll(find.all);
    setToggled(new Map());
    setOpensAll(find.all.open);
  }
  const rows = useMemo(() => {
    if (value === undefined) return [];
    const opensAlone = (level: number) => opensAll ?? (!staysClosed && level < 3);
    return jsonRows(value, { toggled, opensAlone, search, isChanged, onlyChanged });
  }, [value, toggled, search, isChanged, onlyChanged, opensAll, staysClosed]);
  if (value === undefined) return <p className="p-3 text-ink-2">{t("nothing")}</p>;
  const active = rows.find((row) => row.id === activeId) ?? rows[0];
  const toggle = (row: JsonRow, open = !row.isOpen) => setToggled(new Map(toggled).set(row.id, open));
  const toggleAll = (open: boolean) => {
    setToggled(new Map());
    setOpensAll(open);
  };
  return (
    <div className={classNames("flex min-h-0 flex-col", className)}>
      {!bare && !find && (
        <div className="flex items-center gap-1 border-b border-line p-1">
          <SearchField label={t("search")} value={search} onChange={setSearch} className="grow" />
          <IconButton icon={ChevronsUpDown} label={t("expandAll")} onPress={() => toggleAll(true)} />
          <IconButton icon={ChevronsDownUp} label={t("collapseAll")} onPress={() => toggleAll(false)} />
        </div>
      )}
      {search !== "" && (
        <p role="status" className="px-3 py-1 text-sm text-ink-2">
          {t("matches", { count: rows.filter((row) => row.isMatch).length })}
        </p>
      )}
      <JsonRows
        rows={rows}
        label={label}
        active={active}
        search={search}
        onFocusRow={(row) => setActiveId(row.id)}
        onToggle={toggle}
        onActivate={(row) =>
          row.isOpen || !onActivate
            ? row.count === undefined
              ? setFull(row)
              : toggle(row)
            : onActivate(row.path)
        }
        onShowAll={setFull}
        dragged={dragged}
        {...(rowEnd ? { rowEnd } : {})}
        {...(problemAt ? { problemAt } : {})}
      />
      {!bare && active && <JsonFoot row={active} root={root} />}
      {full && (
        <FullValueDialog
          row={full}
          path={printValuePath(full.path, root)}
          onClose={() => setFull(undefined)}
        />
      )}
    </div>
  );
}

/** Which row the keys mean, and what can be taken from it. */
function JsonFoot({ row, root }: { row: JsonRow; root: string | undefined }) {
  const t = useTranslations("ui.json");
  const path = printValuePath(row.path, root);
  return (
    <div className="flex items-center gap-1 border-t border-line py-0.5 pr-1 pl-3">
      <code className="min-w-0 grow truncate text-sm text-ink-2">{path}</code>
      <CopyButton text={path} label={t("copyPath")} />
      <CopyButton
        text={() => (typeof row.value === "string" ? row.value : JSON.stringify(row.value, null, 2))}
        label={t("copyValue")}
      />
    </div>
  );
}

interface JsonRowsProps {
  rows: readonly JsonRow[];
  label: string;
  active: JsonRow | undefined;
  search: string;
  onFocusRow: (row: JsonRow) => void;
  onToggle: (row: JsonRow, open?: boolean) => void;
  onActivate: (row: JsonRow) => void;
  onShowAll: (row: JsonRow) => void;
  dragged: ((path: ValuePath) => Readonly<Record<string, string>>) | undefined;
  rowEnd?: (row: JsonRow) => ReactNode;
  problemAt?: (path: ValuePath) => string | undefined;
}

function JsonRows({
  rows,
  label,
  active,
  search,
  onFocusRow,
  onToggle,
  onActivate,
  onShowAll,
  dragged,
  rowEnd,
  problemAt,
}: JsonRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 400, height: 600 },
  });
  const activeIndex = active ? rows.indexOf(active) : -1;
  const go = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    onFocusRow(row);
    virtual.scrollToIndex(rows.indexOf(row));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!active || event.target !== event.currentTarget) return;
    const target = keyTarget(
      event.key,
      rows,
      activeIndex,
      Math.max(1, Math.floor((scroller.current?.clientHeight ?? 280) / rowHeight)),
    );
    if (target !== undefined) go(target);
    else if (event.key === "ArrowRight" && active.count && !active.isOpen) onToggle(active, true);
    else if (event.key === "ArrowLeft" && active.isOpen) onToggle(active, false);
    else if (event.key === "Enter") onActivate(active);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={activeIndex >= 0 ? `${prefix}${activeIndex}` : undefined}
      onKeyDown={onKeyDown}
      className="group/tree focus-ring-inset min-h-0 grow overflow-auto"
    >
      <div role="presentation" className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <JsonTreeRow
              key={row.id}
              id={`${prefix}${index}`}
              row={row}
              top={start}
              height={rowHeight}
              search={search}
              isActive={index === activeIndex}
              onPress={() => onFocusRow(row)}
              onToggle={() => onToggle(row)}
              onActivate={() => onActivate(row)}
              onShowAll={() => onShowAll(row)}
              dragged={dragged && (() => dragged(row.path))}
              problem={problemAt?.(row.path)}
              end={rowEnd?.(row)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The row a key leads to; undefined when the key does not move. */
function keyTarget(key: string, rows: readonly JsonRow[], at: number, page: number): number | undefined {
  const active = rows[at];
  switch (key) {
    case "ArrowDown":
      return at + 1;
    case "ArrowUp":
      return at - 1;
    case "PageDown":
      return at + page;
    case "PageUp":
      return at - page;
    case "Home":
      return 0;
    case "End":
      return rows.length - 1;
    case "ArrowRight":
      return active?.isOpen ? at + 1 : undefined;
    case "ArrowLeft": {
      if (!active || active.isOpen) return undefined;
      const parent = rows.findLastIndex((row, index) => index < at && row.level < active.level);
      return parent < 0 ? undefined : parent;
    }
    default:
      return undefined;
  }
}
