import { type ReactNode, useId, useState } from "react";
import { classNames } from "../ui/class-names.ts";
import { inputClassName } from "../ui/field-frame.tsx";

/** One row of a pick list. A row with a reason cannot be picked and says why. */
export interface PickRow {
  readonly id: string;
  readonly label: string;
  readonly detail?: string;
  readonly icon: ReactNode;
  readonly reason?: string;
}

export interface PickListProps {
  readonly label: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly rows: readonly PickRow[];
  readonly empty: string;
  readonly onPick: (id: string) => void;
}

/** A search box over a list; arrows move, Enter picks. The first row that can be picked is marked from the start. */
export function PickList({ label, search, onSearch, rows, empty, onPick }: PickListProps) {
  const listId = useId();
  const [marked, setMarked] = useState<string>();
  const able = rows.filter((row) => row.reason === undefined);
  const current = able.find((row) => row.id === marked) ?? able[0];
  const move = (step: number) => {
    const index = current ? able.indexOf(current) : -1;
    const next = able[(index + step + able.length) % able.length];
    setMarked(next?.id);
    if (next) document.getElementById(rowId(listId, next.id))?.scrollIntoView({ block: "nearest" });
  };
  return (
    <>
      <div className="border-b border-line p-2">
        <input
          // The list opens because somebody asked for it; typing should go here at once.
          ref={focusOnce}
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={current && rowId(listId, current.id)}
          autoComplete="off"
          placeholder={label}
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") move(1);
            else if (event.key === "ArrowUp") move(-1);
            else if (event.key === "Enter" && current) onPick(current.id);
            else return;
            event.preventDefault();
          }}
          className={inputClassName}
        />
      </div>
      <div id={listId} role="listbox" aria-label={label} className="max-h-80 overflow-auto p-1">
        {rows.map((row) => (
          <Row
            key={row.id}
            id={rowId(listId, row.id)}
            row={row}
            marked={row === current}
            onPick={onPick}
            onMark={setMarked}
          />
        ))}
      </div>
      {rows.length === 0 && (
        <p role="status" className="px-3 pb-3 text-ink-2">
          {empty}
        </p>
      )}
    </>
  );
}

function focusOnce(input: HTMLInputElement | null): void {
  input?.focus({ preventScroll: true });
}

function rowId(list: string, id: string): string {
  return `${list}${id.replace(/[^A-Za-z0-9_-]/g, "-")}`;
}

interface RowProps {
  readonly id: string;
  readonly row: PickRow;
  readonly marked: boolean;
  readonly onPick: (id: string) => void;
  readonly onMark: (id: string) => void;
}

function Row({ id, row, marked, onPick, onMark }: RowProps) {
  const disabled = row.reason !== undefined;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search box handles the keys and names this row by aria-activedescendant
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={marked}
      aria-disabled={disabled}
      onClick={() => !disabled && onPick(row.id)}
      onPointerMove={() => !disabled && onMark(row.id)}
      className={classNames(
        "flex cursor-default items-center gap-2.5 rounded-3 px-2 py-1.5 select-none",
        marked && "bg-hover",
        disabled && "text-ink-3",
      )}
    >
      {row.icon}
      <span className="min-w-0 grow">
        <span className="block truncate">{row.label}</span>
        {(row.reason ?? row.detail) && (
          <span className={classNames("block text-xs", disabled ? "text-ink-3" : "truncate text-ink-2")}>
            {row.reason ?? row.detail}
          </span>
        )}
      </span>
    </div>
  );
}
