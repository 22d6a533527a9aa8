import { ChevronRight, CornerDownRight } from "lucide-react";
import { memo } from "react";
import { useDrag } from "react-aria/useDrag";
import { useTranslations } from "use-intl";
import { shorten } from "../../expression/shorten.ts";
import { classNames } from "../../ui/class-names.ts";
import { TypeGlyph } from "../../ui/type-glyph.tsx";
import { carriedBy } from "../dropping/picked-field.ts";
import { useMapping } from "../editing/mapping-editing.tsx";
import { LineStepper } from "../table/line-stepper.tsx";
import { Presence } from "./presence.tsx";
import { pickedOf, type SourceRow } from "./source-rows.ts";

export interface SourceRowProps {
  row: SourceRow;
  top: number;
  height: number;
  search: string;
  isTabStop: boolean;
  /** The target row that the pointer is at reads it. */
  isMarked: boolean;
  onFocus: (id: string) => void;
  onToggle: (row: SourceRow, open: boolean) => void;
  onPick: (row: SourceRow) => void;
  onMap: (anchor: HTMLElement) => void;
}

/** One line of the source tree. A field can be dragged by the pointer, or picked up with Enter and carried by keys. */
export const SourceRowView = memo(function SourceRowView(props: SourceRowProps) {
  const { row, top, height, isTabStop, isMarked, onFocus, onToggle, onPick } = props;
  const { view } = useMapping();
  const { field } = row;
  const { dragProps, isDragging } = useDrag({
    isDisabled: field === undefined,
    getItems: () => (field ? [{ ...carriedBy(field) }] : []),
    getAllowedDropOperations: () => ["copy"],
    onDragStart: () => view.show({ carried: pickedOf(row), dropped: undefined }),
    onDragEnd: () => view.show({ carried: undefined }),
  });
  const isAbsent = field !== undefined && row.value === undefined;
  return (
    <div
      {...dragProps}
      role="treeitem"
      tabIndex={isTabStop ? 0 : -1}
      data-field={row.id}
      aria-level={row.level + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={isTabStop}
      {...(row.hasInner ? { "aria-expanded": row.isOpen } : {})}
      onFocus={() => onFocus(row.id)}
      onDoubleClick={() => (field ? onPick(row) : onToggle(row, !row.isOpen))}
      onPointerEnter={() => field && view.show({ pointed: { kind: "field", field: row.id } })}
      onPointerLeave={() => view.show({ pointed: undefined })}
      style={{ top, height, paddingInlineStart: 4 + Math.min(Math.max(row.level - 1, 0), 8) * 14 }}
      className={classNames(
        "group/row focus-ring-inset absolute inset-x-0 flex cursor-default items-center gap-1.5 pr-1.5 text-sm hover:bg-hover",
        field === undefined && "border-b border-line bg-canvas",
        isMarked && "bg-accent-soft",
        isDragging && "opacity-60",
        field !== undefined && !isTabStop && "active:bg-hover",
      )}
    >
      {row.hasInner ? (
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          onClick={() => onToggle(row, !row.isOpen)}
          onDoubleClick={(event) => event.stopPropagation()}
          className="flex h-6 w-5 shrink-0 items-center justify-center text-ink-2"
        >
          <ChevronRight size={14} className={classNames("transition-transform", row.isOpen && "rotate-90")} />
        </button>
      ) : (
        <span className="w-5 shrink-0" />
      )}
      {field ? <FieldLine {...props} isAbsent={isAbsent} /> : <RootLine row={row} />}
    </div>
  );
});

function RootLine({ row }: { row: SourceRow }) {
  const t = useTranslations("mappingTable.source");
  const { kind, root, title } = row.root;
  return (
    <>
      <span className="min-w-0 truncate font-medium">
        {kind === "step" ? title : t(`root.${kind}`, { title })}
      </span>
      {root !== "" && kind !== "line" && (
        <code className="min-w-0 truncate font-mono text-xs text-ink-3">{root}</code>
      )}
      {kind === "line" && row.count !== undefined && (
        <span className="ml-auto">
          <LineStepper count={row.count} />
        </span>
      )}
    </>
  );
}

function FieldLine({ row, search, isAbsent, onMap }: SourceRowProps & { isAbsent: boolean }) {
  const t = useTranslations("mappingTable.source");
  const { field } = row;
  if (!field) return null;
  const name = field.path.at(-1) ?? "";
  const type = field.kind === "list" ? "array" : (field.types[0] ?? "null");
  return (
    <>
      <TypeGlyph type={type} />
      <span
        className={classNames(
          "flex w-[44%] min-w-0 shrink-0 items-baseline gap-1.5 @max-[16rem]:w-auto",
          isAbsent && "text-ink-3",
        )}
        title={field.title === undefined || field.title === name ? name : `${field.title} (${name})`}
      >
        <span className="min-w-0 truncate">
          <Marked text={name} search={search} />
        </span>
        {field.title !== undefined && field.title !== name && (
          <span className="min-w-0 shrink-[2] truncate text-xs text-ink-3">
            <Marked text={field.title} search={search} />
          </span>
        )}
        {row.isUsed && (
          <span className="size-1.5 shrink-0 self-center rounded-full bg-accent" title={t("used")}>
            <span className="sr-only">{t("used")}</span>
          </span>
        )}
      </span>
      <Value row={row} search={search} isAbsent={isAbsent} />
      <span className="ml-auto flex shrink-0 items-center gap-1">
        {field.present < field.possible && <Presence field={field} />}
        {field.kind === "list" && (row.count ?? 0) > 1 && <LineStepper count={row.count ?? 0} />}
        <button
          type="button"
          tabIndex={-1}
          title={t("mapTo", { name })}
          aria-label={t("mapTo", { name })}
          onClick={(event) => onMap(event.currentTarget)}
          onDoubleClick={(event) => event.stopPropagation()}
          className="hidden size-6 items-center justify-center rounded-3 text-ink-2 group-hover/row:flex group-focus/row:flex hover:bg-accent-soft hover:text-accent"
        >
          <CornerDownRight aria-hidden size={14} />
        </button>
      </span>
    </>
  );
}

function Value({ row, search, isAbsent }: { row: SourceRow; search: string; isAbsent: boolean }) {
  const t = useTranslations("mappingTable.source");
  const { field, value } = row;
  if (isAbsent) {
    const example = field?.example;
    const shown = example === undefined || typeof example === "object" ? "" : String(example);
    return (
      <span className="min-w-0 truncate text-ink-3 italic">
        {shown === "" ? t("absent") : t("elsewhere", { example: shown })}
      </span>
    );
  }
  if (row.count !== undefined) {
    const isPlain = field?.fields.length === 0 && value !== undefined;
    return (
      <span className="min-w-0 truncate text-ink-3">
        {isPlain ? shorten(value) : t("elements", { count: row.count })}
      </span>
    );
  }
  if (value === "") return <span className="min-w-0 truncate text-ink-3 italic">{t("emptyText")}</span>;
  if (value === undefined || (typeof value === "object" && value !== null)) return null;
  return (
    <span
      className={classNames("min-w-0 truncate", typeof value !== "string" && "font-mono")}
      title={String(value).slice(0, 2000)}
    >
      <Marked text={String(value).slice(0, 400)} search={search} />
    </span>
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
