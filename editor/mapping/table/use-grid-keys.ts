import type { KeyboardEvent } from "react";
import { useMapping } from "../editing/mapping-editing.tsx";
import type { Column } from "../editing/mapping-view.ts";
import type { TargetRow } from "../target-rows.ts";
import { columnsOf, isEditable, nearestColumn } from "./columns.ts";

export interface GridKeysInput {
  /** The rows in view. */
  readonly rows: readonly TargetRow[];
  /** How many rows fit into the view. */
  readonly page: number;
  readonly hasCreateOnly: boolean;
  readonly isOpen: (row: TargetRow) => boolean | undefined;
  readonly onToggle: (row: TargetRow) => void;
}

/** The keys of the table: arrows go from cell to cell, Enter and F2 edit, Delete takes the expression out (MAP-12). */
export function useGridKeys({ rows, page, hasCreateOnly, isOpen, onToggle }: GridKeysInput) {
  const { view, actions, model } = useMapping();
  const go = (index: number, column: Column) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row) view.focusOn(row.id, nearestColumn(column, row, hasCreateOnly));
  };

  const move = (event: KeyboardEvent, row: TargetRow, column: Column): boolean => {
    const at = rows.indexOf(row);
    const columns = columnsOf(row, hasCreateOnly);
    const place = columns.indexOf(column);
    const toStart = event.ctrlKey || event.metaKey;
    switch (event.key) {
      case "ArrowDown":
        go(at + 1, column);
        return true;
      case "ArrowUp":
        go(at - 1, column);
        return true;
      case "PageDown":
        go(at + page, column);
        return true;
      case "PageUp":
        go(at - page, column);
        return true;
      case "Home":
        go(toStart ? 0 : at, toStart ? column : "field");
        return true;
      case "End":
        go(toStart ? rows.length - 1 : at, toStart ? column : (columns.at(-1) ?? column));
        return true;
      case "ArrowRight":
        if (column === "field" && isOpen(row) === false) onToggle(row);
        else go(at, columns[place + 1] ?? column);
        return true;
      case "ArrowLeft":
        if (column === "field" && isOpen(row)) onToggle(row);
        else if (column === "field" && row.above !== undefined) {
          go(
            rows.findIndex((one) => one.id === row.above),
            "field",
          );
        } else go(at, columns[place - 1] ?? column);
        return true;
      default:
        return false;
    }
  };

  const act = (event: KeyboardEvent, row: TargetRow, column: Column): boolean => {
    const editable = isEditable(row, column);
    if (event.key === "F2" || event.key === "Enter") {
      if (editable) view.edit({ row: row.id, part: column, isTall: false });
      else if (column === "field" && isOpen(row) !== undefined) onToggle(row);
      else if (column === "result") {
        view.toggleDetail(row.id, model.problems.has(row.id) ? "problems" : "samples");
      } else return false;
      return true;
    }
    if ((event.key === "Delete" || event.key === "Backspace") && editable) {
      if (column === "filter") actions.writeCell(row, "filter", "");
      else actions.remove(row);
      actions.commit();
      return true;
    }
    const isTyped = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isTyped && event.key !== " " && editable) {
      view.edit({ row: row.id, part: column, isTall: false, typed: event.key });
      return true;
    }
    return false;
  };

  const withAlt = (event: KeyboardEvent, row: TargetRow, column: Column): boolean => {
    if (event.key === "ArrowUp") {
      const part = isEditable(row, column) ? column : isEditable(row, "value") ? "value" : undefined;
      if (part) view.edit({ row: row.id, part, isTall: true });
      return part !== undefined;
    }
    if (event.key !== "ArrowDown") return false;
    view.toggleDetail(row.id, "samples");
    return true;
  };

  return (event: KeyboardEvent<HTMLElement>) => {
    const cell = cellOf(event.target);
    if (!cell || event.defaultPrevented) return;
    const row = rows.find((one) => one.id === cell.row);
    if (!row) return;
    const isMenuKey = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    let isDone: boolean;
    if (isMenuKey) {
      view.show({ menu: row.id, focus: cell });
      isDone = true;
    } else if (event.altKey) isDone = withAlt(event, row, cell.column);
    else isDone = move(event, row, cell.column) || act(event, row, cell.column);
    if (!isDone) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** The cell that an element is; undefined for what stands inside one and has keys of its own. */
function cellOf(target: EventTarget): { readonly row: string; readonly column: Column } | undefined {
  if (!(target instanceof HTMLElement)) return undefined;
  const { column } = target.dataset;
  const row = target.closest<HTMLElement>("[data-row]")?.dataset.row;
  return column !== undefined && row !== undefined ? { row, column: column as Column } : undefined;
}
