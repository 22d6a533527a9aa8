import { useCallback, useEffect, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../document/flow-editing.tsx";
import type { JsonataEditorHandle } from "../expression/editor-handle.ts";
import { JsonataField } from "../expression/jsonata-field.tsx";
import { useKnowledge } from "../expression/use-knowledge.ts";
import { useCodeField } from "../form/code-fields.tsx";
import { useMapping, useMappingView } from "./editing/mapping-editing.tsx";
import { MappingHead } from "./editing/mapping-head.tsx";
import { textField } from "./editing/mapping-model.ts";
import { TargetTable } from "./table/target-table.tsx";

/**
 * One JSONata text, looked at as a table of target fields or as the text itself (MAP-10, MAP-11). Changing the view converts nothing:
 * a cell is a slice of the text, and an edit replaces that slice.
 */
export function MappingText() {
  const t = useTranslations("mappingTable");
  const { model } = useMapping();
  const mode = useMappingView((state) => state.mode);
  useTextForPlace();
  const { cut, text } = model;
  const canSplit = cut.kind === "table" || text.trim() === "";
  return (
    <div data-field={textField} className="@container flex min-h-0 grow flex-col">
      <MappingHead />
      {mode === "table" && !canSplit && (
        <p role="status" className="shrink-0 border-b border-line bg-sunken px-3 py-1 text-sm text-ink-2">
          {t("cannotSplit")}
        </p>
      )}
      {mode === "table" && canSplit ? <TargetTable /> : <WholeText />}
    </div>
  );
}

function WholeText() {
  const t = useTranslations("mappingTable");
  const { model, actions } = useMapping();
  const knowledge = useKnowledge(model.node, textField);
  const { handle, onFocus } = useCodeField(textField);
  const { onCaret, onMounted } = useCaretInStep();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notes which expression field had the focus last
    <div onFocus={onFocus} className="min-h-0 grow bg-raised">
      <JsonataField
        value={model.text}
        onChange={actions.write}
        onBlur={actions.commit}
        onCaret={onCaret}
        label={t("textLabel")}
        size="full"
        placeholder={t("textPlaceholder")}
        problems={model.textProblems}
        knowledge={knowledge}
        handle={useCallback(
          (mounted: JsonataEditorHandle | null) => {
            if (mounted) onMounted(mounted);
            return handle(mounted);
          },
          [handle, onMounted],
        )}
      />
    </div>
  );
}

/** The row that the keys were in is shown in the text, and the row that the caret stands in is the one of the table (MAP-10). */
function useCaretInStep() {
  const { model, view } = useMapping();
  const latest = useRef(model);
  useLayoutEffect(() => {
    latest.current = model;
  });
  const onCaret = useCallback(
    (at: number) => {
      const row = latest.current.rows.findLast(
        ({ pair }) => pair !== undefined && pair.key.start <= at && at <= pair.value.end,
      );
      if (row && view.getState().focus?.row !== row.id) {
        view.show({ focus: { row: row.id, column: row.group?.kind === "lines" ? "context" : "value" } });
      }
    },
    [view],
  );
  const onMounted = useCallback(
    (mounted: JsonataEditorHandle) => {
      const row = latest.current.rows.find((one) => one.id === view.getState().focus?.row);
      if (row?.pair) mounted.reveal(row.pair.value.start, row.pair.value.end);
    },
    [view],
  );
  return { onCaret, onMounted };
}

/** A problem with a place is shown in the text. */
function useTextForPlace(): void {
  const { model, view } = useMapping();
  const wantsText = useSession(
    ({ openNode, place }) =>
      openNode === model.node && place?.field === textField && place.start !== undefined,
  );
  useEffect(() => {
    if (wantsText) view.show({ mode: "text" });
  }, [wantsText, view]);
}
