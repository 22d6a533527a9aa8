import { CircleX, TriangleAlert, X } from "lucide-react";
import { type DragEvent, type KeyboardEvent, memo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { printValuePath } from "../expression/expression-path.ts";
import { JsonataField } from "../expression/jsonata-field.tsx";
import { StaticCode } from "../expression/static-code.tsx";
import { useKnowledge } from "../expression/use-knowledge.ts";
import { useCodeField } from "../form/code-fields.tsx";
import { classNames } from "../ui/class-names.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { droppedPath, pathMediaType } from "./dragged-path.ts";
import { isWhole } from "./is-whole.ts";
import { type SentField, SentValue } from "./sent-value.tsx";
import { problemsInside, type TableRow } from "./table-rows.ts";

export interface MappingRowProps {
  row: TableRow;
  node: string | undefined;
  path: string;
  /** The row's expression as it stands in the text. */
  text: string;
  /** What is sent for the field with the current sample; undefined while nothing is known of it. */
  sent: SentField | undefined;
  isStale: boolean;
  isActive: boolean;
  /** Whether the target's fields are known, so that one it does not have can be told. */
  hasTarget: boolean;
  /** The same object from render to render. */
  actions: RowActions;
}

/** What a row can do to the table. */
export interface RowActions {
  activate(row: TableRow): void;
  write(row: TableRow, expression: string): void;
  /** The cell was left; with what is still to be written. */
  leave(row: TableRow, expression: string | undefined): void;
  /** Goes to the row below or above. */
  step(row: TableRow, by: number): void;
  close(): void;
}

/** One target field: its name and type, its expression, what it gives for the sample. A dragged source field may be dropped on it. */
export const MappingRowView = memo(function MappingRowView(props: MappingRowProps) {
  const { row, text, sent, isStale, isActive, hasTarget, actions } = props;
  const t = useTranslations("mapping.table");
  const [isOver, setOver] = useState(false);
  const name = row.path.join(".");
  const drop = (event: DragEvent) => {
    setOver(false);
    const dropped = droppedPath(event.dataTransfer);
    if (!dropped) return;
    event.preventDefault();
    event.stopPropagation();
    actions.write(row, printValuePath(dropped.path, dropped.root));
    actions.leave(row, undefined);
  };
  return (
    <tr
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(pathMediaType)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDropCapture={drop}
      className={classNames(
        "h-8 border-b border-line align-top",
        isOver && "bg-accent-soft outline-2 -outline-offset-2 outline-accent",
        !isOver && !isActive && "hover:bg-hover",
      )}
    >
      <td className="overflow-hidden px-3 py-1.5">
        <TargetName row={row} isUnknown={hasTarget && row.target === undefined} />
      </td>
      <td className={classNames("overflow-hidden", isActive ? "p-0.5" : "p-0")}>
        {isActive ? (
          <CellEditor {...props} label={t("cellLabel", { name })} />
        ) : (
          <button
            type="button"
            onClick={() => actions.activate(row)}
            onFocus={(event) => {
              if (event.currentTarget.matches(":focus-visible"))
                event.currentTarget.scrollIntoView({ block: "nearest" });
            }}
            className="focus-ring-inset block h-8 w-full cursor-text truncate px-2 text-left"
          >
            <span className="sr-only">{t("cellLabel", { name })}</span>
            {text === "" ? <span className="text-ink-3">{t("notMapped")}</span> : <StaticCode text={text} />}
          </button>
        )}
      </td>
      <td className={classNames("overflow-hidden px-2 py-1.5", isStale && "opacity-60")}>
        <span className="flex min-w-0 items-center gap-1">
          <RowMark row={row} />
          {sent && (row.value !== undefined || row.target?.required) && (
            <SentValue sent={sent} isRequired={row.target?.required ?? false} />
          )}
        </span>
      </td>
      <td className="py-1">
        {row.value && (
          <IconButton
            icon={X}
            size="sm"
            label={t("remove", { name })}
            onPress={() => {
              actions.close();
              actions.write(row, "");
              actions.leave(row, undefined);
            }}
          />
        )}
      </td>
    </tr>
  );
}, sameRow);

/** Whether a row would look and do the same. Places in the text move with every edit above; only the open cell needs them, and it is new then. */
function sameRow(a: MappingRowProps, b: MappingRowProps): boolean {
  return (
    a.row.id === b.row.id &&
    a.row.target === b.row.target &&
    (a.row.value === undefined) === (b.row.value === undefined) &&
    a.row.problems.length === 0 &&
    b.row.problems.length === 0 &&
    a.text === b.text &&
    a.sent?.kind === b.sent?.kind &&
    a.sent?.value === b.sent?.value &&
    a.isStale === b.isStale &&
    a.isActive === b.isActive &&
    a.hasTarget === b.hasTarget &&
    a.actions === b.actions
  );
}

function TargetName({ row, isUnknown }: { row: TableRow; isUnknown: boolean }) {
  const t = useTranslations("mapping.table");
  const name = row.path.join(".");
  const title = row.target?.field.title;
  return (
    <span className="flex min-w-0 items-baseline gap-2" title={row.target?.field.help}>
      <span className="min-w-0 truncate">
        {title ?? <code className="font-mono">{name}</code>}
        {title !== undefined && title !== name && (
          <code className="ml-1.5 font-mono text-xs text-ink-3">{name}</code>
        )}
      </span>
      {row.target?.required && <span className="shrink-0 text-xs text-ink-3">{t("required")}</span>}
      {isUnknown && <span className="shrink-0 text-xs text-warn">{t("unknown")}</span>}
    </span>
  );
}

function RowMark({ row }: { row: TableRow }) {
  const worst = row.problems.find((problem) => problem.severity === "error") ?? row.problems[0];
  if (!worst || worst.severity === "note") return null;
  const Glyph = worst.severity === "error" ? CircleX : TriangleAlert;
  return (
    <span
      title={worst.message}
      className={classNames("shrink-0", worst.severity === "error" ? "text-err" : "text-warn")}
    >
      <Glyph aria-hidden size={14} />
      <span className="sr-only">{worst.message}</span>
    </span>
  );
}

/**
 * The expression of the row in an editor of its own (MAP-12). What is typed goes into the text at once as long as it is whole; half a
 * text, such as an open bracket, waits here until the cell is left, because it would tear the rows around it apart.
 */
function CellEditor(props: MappingRowProps & { label: string }) {
  const { row, node, path, text, label, actions } = props;
  const t = useTranslations("mapping.table");
  const knowledge = useKnowledge(node, path);
  const { handle, onFocus } = useCodeField(`${path}:${row.id}`);
  const [draft, setDraft] = useState<string>();
  const before = useRef(text);
  const pending = draft !== undefined && draft !== text ? draft : undefined;
  const type = (typed: string) => {
    setDraft(typed);
    if (typed.trim() !== "" && isWhole(typed)) actions.write(row, typed);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      actions.write(row, before.current);
      actions.close();
    } else if (event.key === "Enter" && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      actions.leave(row, pending);
      actions.step(row, 1);
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the editor inside has the focus; keys it does not need end the cell
    <div
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      className="rounded-3 border border-line-strong bg-raised focus-within:outline-2 focus-within:outline-focus"
    >
      <JsonataField
        value={draft ?? text}
        onChange={type}
        onBlur={() => actions.leave(row, pending)}
        label={label}
        size="line"
        placeholder={t("cellPlaceholder")}
        problems={problemsInside(row)}
        knowledge={knowledge}
        handle={handle}
        autoFocus
      />
    </div>
  );
}
