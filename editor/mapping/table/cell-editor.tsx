import { writeField } from "@trasvase/shared/expression/slice-edits.ts";
import {
  type FocusEvent,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import type { JsonataEditorHandle } from "../../expression/editor-handle.ts";
import type { TextAround } from "../../expression/field-questions.ts";
import { JsonataField } from "../../expression/jsonata-field.tsx";
import { useKnowledge } from "../../expression/use-knowledge.ts";
import { useCodeFields } from "../../form/code-fields.tsx";
import { classNames } from "../../ui/class-names.ts";
import { useMapping } from "../editing/mapping-editing.tsx";
import { textField } from "../editing/mapping-model.ts";
import type { EditedCell } from "../editing/mapping-view.ts";
import { isWhole } from "../is-whole.ts";
import { sourcePaneName } from "../source/source-pane-name.ts";
import type { Suggestion } from "../suggesting/suggest.ts";
import type { TargetRow } from "../target-rows.ts";
import { partText, sliceOf } from "./columns.ts";

export interface CellEditorProps {
  row: TargetRow;
  edited: EditedCell;
  label: string;
  /** Taken over by Tab as long as nothing is typed. */
  suggestion: Suggestion | undefined;
  /** The cell is done with; `by` is how many rows further the keys go. */
  onDone: (by: number) => void;
}

/**
 * The expression of a cell in an editor of its own (MAP-12). What is typed goes into the text at once as long as it is whole; half a
 * text, such as an open bracket, waits here, because it would tear the rows around it apart. It is written when another cell is opened.
 */
export function CellEditor({ row, edited, label, suggestion, onDone }: CellEditorProps) {
  const t = useTranslations("mappingTable.cell");
  const { model, actions } = useMapping();
  const { part, isTall, typed } = edited;
  const text = partText(row, part, model.text);
  const [draft, setDraft] = useState<string>();
  const before = useRef(text);
  const pending = draft !== undefined && draft !== text ? draft : undefined;
  const isTorn = pending !== undefined && pending.trim() !== "" && !isWhole(pending);
  const type = (now: string) => {
    setDraft(now);
    if (now.trim() !== "" ? isWhole(now) : part === "filter") actions.writeCell(row, part, now);
  };
  const forget = usePendingWrite(() => {
    if (pending !== undefined) actions.writeCell(row, part, pending);
  });
  const { handle, insertLine } = useHandle(row.id, typed);
  const knowledge = useKnowledge(model.node, textField);
  const around = useTextAround(row, part);
  const finish = (by: number) => {
    if (isTorn) return;
    if (pending !== undefined) actions.writeCell(row, part, pending);
    forget();
    actions.commit();
    onDone(by);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const completes = event.currentTarget.querySelector("[aria-activedescendant]") !== null;
    if (event.key === "Escape" && !completes) {
      forget();
      actions.writeCell(row, part, before.current);
      actions.commit();
      onDone(0);
    } else if (event.key === "Enter" && event.altKey) insertLine();
    else if (event.key === "Enter" && !event.shiftKey && !completes && !(isTall && !event.ctrlKey)) finish(1);
    else if (event.key === "Tab" && !event.shiftKey && suggestion && (draft ?? text).trim() === "") {
      forget();
      actions.accept([suggestion]);
      onDone(1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onBlur = ({ relatedTarget, currentTarget }: FocusEvent<HTMLElement>) => {
    // A source field or function that is picked next goes to the caret, so the editor waits for it.
    const isNear =
      relatedTarget instanceof Element &&
      (currentTarget.contains(relatedTarget) ||
        relatedTarget.closest(`[data-pane="${sourcePaneName}"], [data-inserts-code]`));
    if (!isNear && document.hasFocus()) finish(Number.NaN);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the editor inside has the focus; keys it does not need end the cell
    <div
      onKeyDownCapture={onKeyDown}
      onBlur={onBlur}
      className={classNames(
        "overflow-hidden rounded-3 border bg-raised outline-2 outline-focus",
        isTorn ? "border-err" : "border-transparent",
        isTall ? "h-48 resize-y" : "min-h-7",
      )}
    >
      <JsonataField
        value={draft ?? text}
        onChange={type}
        label={label}
        size={isTall ? "full" : "line"}
        placeholder={suggestion ? t("tabAccepts", { expression: suggestion.expression }) : t("placeholder")}
        problems={[]}
        knowledge={knowledge}
        around={around}
        handle={handle}
        autoFocus
      />
      {isTorn && (
        <p role="alert" className="border-t border-line px-2 py-1 text-sm text-err">
          {t("torn")}
        </p>
      )}
    </div>
  );
}

/** Writes what is still pending when the editor goes away by itself; the answer forgets it. */
function usePendingWrite(write: () => void): () => void {
  const latest = useRef<(() => void) | undefined>(write);
  useEffect(() => {
    latest.current = write;
  });
  useEffect(() => () => latest.current?.(), []);
  return useCallback(() => {
    latest.current = undefined;
  }, []);
}

/** Registers the editor for source fields that are picked, and puts in what was typed to open it. */
function useHandle(id: string, typed: string | undefined) {
  const fields = useCodeFields();
  const own = useRef<JsonataEditorHandle>(undefined);
  const handle = useCallback(
    (mounted: JsonataEditorHandle | null) => {
      if (!mounted) return undefined;
      own.current = mounted;
      const name = `${textField}:${id}`;
      const unregister = fields.register(name, mounted);
      fields.focused(name);
      if (typed !== undefined) mounted.edit({ from: 0, to: mounted.read().text.length, insert: typed });
      return unregister;
    },
    [fields, id, typed],
  );
  return { handle, insertLine: () => own.current?.insert("\n") };
}

/**
 * The text before and behind the cell, so that what is in view in it (a line, a variable of the block) is known. Of a row that is not
 * there yet: as if it were.
 */
function useTextAround(row: TargetRow, part: EditedCell["part"]): TextAround | undefined {
  const { model } = useMapping();
  const { text } = model;
  return useMemo(() => {
    const slice = sliceOf(row, part);
    if (slice) return { before: text.slice(0, slice.start), after: text.slice(slice.end) };
    const [before, after] =
      (part === "value" ? writeField(text, row.path, mark) : undefined)?.split(mark) ?? [];
    return before === undefined || after === undefined ? undefined : { before, after };
  }, [text, row, part]);
}

/** A name that no expression holds. */
const mark = "\u{e000}";
