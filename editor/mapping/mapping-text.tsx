import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../document/flow-editing.tsx";
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
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notes which expression field had the focus last
    <div onFocus={onFocus} className="min-h-0 grow bg-raised">
      <JsonataField
        value={model.text}
        onChange={actions.write}
        onBlur={actions.commit}
        label={t("textLabel")}
        size="full"
        placeholder={t("textPlaceholder")}
        problems={model.textProblems}
        knowledge={knowledge}
        handle={handle}
      />
    </div>
  );
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
