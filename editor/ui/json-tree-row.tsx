import { ChevronRight, CircleAlert, Diff } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import type { JsonRow } from "./json-rows.ts";
import { printSize } from "./print-size.ts";
import { TypeGlyph } from "./type-glyph.tsx";

/** Texts longer than this are cut in the row and shown whole on request. */
const longText = 2048;
/** No line is wider than this many characters on any screen; the rest need not be drawn. */
const lineLength = 400;

export interface JsonTreeRowProps {
  id: string;
  row: JsonRow;
  top: number;
  height: number;
  search: string;
  isActive: boolean;
  onPress: () => void;
  onToggle: () => void;
  onActivate: () => void;
  onShowAll: () => void;
  /** What the row carries when it is dragged, by media type; undefined: it cannot be dragged. */
  dragged?: (() => Readonly<Record<string, string>>) | undefined;
  /** What is wrong with the value. */
  problem: string | undefined;
  end: ReactNode;
}

/** One line of a JsonTree. Keys are handled by the tree, which keeps the focus. */
export function JsonTreeRow(props: JsonTreeRowProps) {
  const {
    id,
    row,
    top,
    height,
    search,
    isActive,
    onPress,
    onToggle,
    onActivate,
    onShowAll,
    dragged,
    problem,
    end,
  } = props;
  const t = useTranslations("ui.json");
  const isBranch = row.count !== undefined && row.count > 0;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree that holds the focus handles the keys for its rows
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays on the tree, which names its active row
    <div
      id={id}
      role="treeitem"
      aria-level={row.level + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={isActive}
      {...(isBranch ? { "aria-expanded": row.isOpen } : {})}
      onClick={onPress}
      onDoubleClick={onActivate}
      draggable={dragged !== undefined}
      onDragStart={(event) => {
        for (const [type, text] of Object.entries(dragged?.() ?? {})) event.dataTransfer.setData(type, text);
        event.dataTransfer.effectAllowed = "copy";
      }}
      style={{ top, height }}
      className={classNames(
        "group/row absolute right-0 left-0 flex cursor-default items-center gap-1.5 pr-2 text-md hover:bg-hover",
        isActive && "bg-sunken group-focus-visible/tree:bg-accent-soft",
        row.isChanged && !isBranch && "shadow-[inset_2px_0_0_var(--accent)]",
      )}
    >
      <span
        className="flex w-[42%] max-w-80 min-w-0 shrink-0 items-center gap-1.5"
        style={{ paddingInlineStart: 4 + Math.min(row.level, 8) * 14 }}
      >
        {isBranch ? (
          <button
            type="button"
            tabIndex={-1}
            aria-hidden="true"
            onClick={onToggle}
            className="-mr-1 flex size-6 shrink-0 items-center justify-center text-ink-2"
          >
            <ChevronRight
              size={14}
              className={classNames("transition-transform", row.isOpen && "rotate-90")}
            />
          </button>
        ) : (
          <span className="-mr-1 w-6 shrink-0" />
        )}
        <TypeGlyph type={row.type} />
        <span className="min-w-0 truncate text-ink-2" title={row.name}>
          <Marked text={row.name ?? ""} search={search} />
        </span>
        {row.isChanged && !isBranch && (
          <span className="shrink-0 text-accent" title={t("changed")}>
            <Diff aria-hidden size={12} />
            <span className="sr-only">{t("changed")}</span>
          </span>
        )}
      </span>
      <JsonRowValue row={row} search={search} onShowAll={onShowAll} />
      {problem !== undefined && (
        <span className="flex min-w-0 shrink-[2] items-center gap-1 text-sm text-err" title={problem}>
          <CircleAlert aria-hidden size={14} className="shrink-0" />
          <span className="truncate">{problem}</span>
        </span>
      )}
      {end && <span className="ml-auto shrink-0 pl-2">{end}</span>}
    </div>
  );
}

function JsonRowValue({ row, search, onShowAll }: { row: JsonRow; search: string; onShowAll: () => void }) {
  const t = useTranslations("ui.json");
  const { value, type, count } = row;
  if (type === "array")
    return <span className="truncate text-sm text-ink-3">{t("elements", { count: count ?? 0 })}</span>;
  if (type === "object")
    return <span className="truncate text-sm text-ink-3">{t("fields", { count: count ?? 0 })}</span>;
  if (value === "") return <span className="text-sm text-ink-3 italic">{t("emptyText")}</span>;
  const text = String(value);
  return (
    <>
      <span
        className={classNames(
          "min-w-0 truncate",
          type === "string" ? "text-ink" : "font-mono text-sm text-ink",
        )}
      >
        <Marked text={text.slice(0, lineLength)} search={search} />
      </span>
      {text.length > longText && (
        <button
          type="button"
          tabIndex={-1}
          onClick={onShowAll}
          className="shrink-0 text-sm text-accent underline"
        >
          {t("showAll", { size: printSize(text.length) })}
        </button>
      )}
    </>
  );
}

function Marked({ text, search }: { text: string; search: string }) {
  const wanted = search.trim().toLowerCase();
  const at = wanted === "" ? -1 : text.toLowerCase().indexOf(wanted);
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-3 bg-note text-ink">{text.slice(at, at + wanted.length)}</mark>
      {text.slice(at + wanted.length)}
    </>
  );
}
