import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { printValuePath } from "../../expression/expression-path.ts";
import { useCodeFields } from "../../form/code-fields.tsx";
import { announce } from "../../ui/live-region.tsx";
import { itemsPath } from "../dropping/relate-path.ts";
import { useMapping, useMappingView } from "../editing/mapping-editing.tsx";
import { itemsAround, textField } from "../editing/mapping-model.ts";
import { focusWhenDrawn } from "../focus-when-drawn.ts";
import { MapTo } from "./map-to.tsx";
import { allFields, elementAt, sourceFields } from "./source-fields.ts";
import { SourceRowView } from "./source-row.tsx";
import { pickedOf, type SourceRow, sourceRows } from "./source-rows.ts";
import type { KnownRoot } from "./use-source-roots.ts";

const rowHeight = 28;

export interface SourceTreeProps {
  search: string;
  onlyUnused: boolean;
}

/** Everything the mapping can read, with the values of the sample (MAP-1). One stop of Tab; arrows walk, Enter picks a field up. */
export function SourceTree({ search, onlyUnused }: SourceTreeProps) {
  const t = useTranslations("mappingTable.source");
  const { model, view } = useMapping();
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [active, setActive] = useState<string>();
  const [mapping, setMapping] = useState<{ row: SourceRow; anchor: HTMLElement }>();
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const line = useMappingView((state) => state.line);
  const roots = useRootsWithLine();
  const rows = useMemo(
    () => sourceRows(roots, model.read, { search, onlyUnused, toggled, line }),
    [roots, model.read, search, onlyUnused, toggled, line],
  );
  const current = rows.find((row) => row.id === active) ?? rows[1] ?? rows[0];
  const kept = current ? rows.indexOf(current) : -1;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    initialRect: { width: 400, height: 480 },
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const [from, to] = [Math.max(0, startIndex - overscan), Math.min(count - 1, endIndex + overscan)];
      const near = Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
      return kept < 0 || near.includes(kept) ? near : [...near, kept].sort((a, b) => a - b);
    },
  });
  const toggle = useCallback((row: SourceRow, open: boolean) => {
    setToggled((before) => new Map(before).set(row.id, open));
  }, []);
  const focusRow = (row: SourceRow | undefined) => {
    if (!row || !frame) return;
    setActive(row.id);
    virtual.scrollToIndex(rows.indexOf(row));
    focusWhenDrawn(frame, `[data-field="${CSS.escape(row.id)}"]`);
  };
  const pick = usePick();
  const onKeyDown = (event: KeyboardEvent) => {
    if (!current || event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((frame?.clientHeight ?? 280) / rowHeight) - 1);
    const next = walked(event.key, rows, current, page);
    if (next) focusRow(next);
    else if (event.key === "ArrowRight" && current.hasInner) toggle(current, true);
    else if (event.key === "ArrowLeft" && current.isOpen) toggle(current, false);
    else if (event.key === "+" && current.count !== undefined) view.setLine(line + 1);
    else if (event.key === "-" && current.count !== undefined) view.setLine(line - 1);
    else if (event.key === " " && current.field) pick(current);
    else if (event.key.toLowerCase() === "m" && current.field && event.target instanceof HTMLElement) {
      setMapping({ row: current, anchor: event.target });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const marked = useMarkedFields();
  return (
    <>
      <div
        ref={setFrame}
        role="tree"
        aria-label={t("tree")}
        onKeyDown={onKeyDown}
        className="min-h-0 grow overflow-auto outline-none"
      >
        <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <SourceRowView
                key={key}
                row={row}
                top={start}
                height={rowHeight}
                search={search}
                isTabStop={row === current}
                isMarked={marked.has(row.id)}
                onFocus={setActive}
                onToggle={toggle}
                onPick={pick}
                onMap={(anchor) => setMapping({ row, anchor })}
              />
            );
          })}
        </div>
      </div>
      {mapping?.row.field && (
        <MapTo
          picked={pickedOf(mapping.row)}
          anchor={mapping.anchor}
          onClose={(focusBack) => {
            setMapping(undefined);
            if (focusBack) focusRow(mapping.row);
          }}
        />
      )}
      {rows.length === 0 && (
        <p role="status" className="p-3 text-sm text-ink-2">
          {t(onlyUnused && search === "" ? "allUsed" : "nothingFits")}
        </p>
      )}
    </>
  );
}

/** The row a key leads to; undefined when it leads nowhere. */
function walked(
  key: string,
  rows: readonly SourceRow[],
  current: SourceRow,
  page: number,
): SourceRow | undefined {
  const at = rows.indexOf(current);
  const within = (index: number) => rows[Math.max(0, Math.min(rows.length - 1, index))];
  switch (key) {
    case "ArrowDown":
      return within(at + 1);
    case "ArrowUp":
      return within(at - 1);
    case "PageDown":
      return within(at + page);
    case "PageUp":
      return within(at - page);
    case "Home":
      return rows[0];
    case "End":
      return rows.at(-1);
    case "ArrowRight":
      return current.isOpen ? rows[at + 1] : undefined;
    case "ArrowLeft":
      return current.isOpen
        ? undefined
        : rows.findLast((row, index) => index < at && row.level < current.level);
    default:
      return undefined;
  }
}

/** Puts a field where the work is: at the caret of an open expression, else into the row that the keys were in last. */
function usePick(): (row: SourceRow) => void {
  const t = useTranslations("mappingTable.source");
  const { view, actions } = useMapping();
  const fields = useCodeFields();
  const latest = useRef(t);
  useEffect(() => {
    latest.current = t;
  });
  return useCallback(
    async (row: SourceRow) => {
      const { field } = row;
      if (!field) return;
      const { mode, edited } = view.getState();
      const editor =
        mode === "text" ? fields.at(textField) : edited && fields.at(`${textField}:${edited.row}`);
      if (!editor) {
        actions.fill(pickedOf(row));
        return;
      }
      let written = actions.pathAt(edited?.row, pickedOf(row)) ?? printValuePath(field.path, field.root);
      if (mode === "text" && field.root === "") written = (await editor.insertField(field.path)) ?? written;
      else editor.insert(written);
      announce(latest.current("inserted", { path: written }));
    },
    [view, fields, actions],
  );
}

/** The roots, and before them the fields of the line that is in view where the keys are. */
function useRootsWithLine(): readonly KnownRoot[] {
  const { model } = useMapping();
  const focus = useMappingView((state) => state.focus?.row);
  const line = useMappingView((state) => state.line);
  const { rows, reader, roots } = model;
  return useMemo(() => {
    const row = rows.find((one) => one.id === focus);
    const group = row?.lines.at(-1);
    const around = row && itemsAround(row, rows, reader).at(-1);
    if (!row || !group || !around || around.items.length === 0) return roots;
    const root = itemsPath(group.context);
    const fields = sourceFields({ root, values: [around.items] });
    const title = rows.find((one) => one.id === group.id)?.field?.title ?? "";
    const place = roots
      .flatMap((one) => allFields(one.fields))
      .find((one) => printValuePath(one.path, one.root) === root);
    const own: KnownRoot = { root, kind: "line", title, value: around.items, fields, place };
    // The elements that the fields are read from are those at the line in view.
    return elementAt(around.items, line) === undefined ? roots : [own, ...roots];
  }, [rows, reader, roots, focus, line]);
}

const none: ReadonlySet<string> = new Set();

/** The fields that the row reads which the pointer is at. */
function useMarkedFields(): ReadonlySet<string> {
  const { model } = useMapping();
  const row = useMappingView(({ pointed }) => (pointed?.kind === "row" ? pointed.row : undefined));
  return (row === undefined ? undefined : model.read.byRow.get(row)) ?? none;
}
