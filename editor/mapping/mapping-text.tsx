import type { Problem } from "@trasvase/shared/problem.ts";
import { CodeXml, Table2 } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../document/flow-editing.tsx";
import { JsonataField } from "../expression/jsonata-field.tsx";
import { useKnowledge } from "../expression/use-knowledge.ts";
import { useCodeField, useCodeFields } from "../form/code-fields.tsx";
import { useRunProblems } from "../preview/use-run-problems.ts";
import { useCommands } from "../shell/commands.ts";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { AddTargetField } from "./add-target-field.tsx";
import { CoverageCounts } from "./coverage-counts.tsx";
import { MappingTable } from "./mapping-table.tsx";
import { applyEdit, findResultObject, mappingRows, setPair } from "./object-pairs.ts";
import { rowId } from "./table-rows.ts";
import { useMappingTarget } from "./use-mapping-target.ts";

const modes = ["table", "text"] as const;
type Mode = (typeof modes)[number];
const storageKey = "trasvase.mapping-mode";

export interface MappingTextProps {
  node: string | undefined;
  path: string;
  text: string;
  onChange: (text: string) => void;
  onCommit: () => void;
  problems: readonly Problem[];
}

/**
 * One JSONata text, looked at as a table of target fields or as the text itself (MAP-10, MAP-11). Changing the view converts nothing:
 * a cell is a slice of the text, and an edit replaces that slice.
 */
export function MappingText(props: MappingTextProps) {
  const { node, path, text, onChange, onCommit } = props;
  const t = useTranslations("mapping");
  const seen = useRunProblems(node, path);
  const problems = useMemo(() => [...props.problems, ...seen], [props.problems, seen]);
  const { target, fields } = useMappingTarget(node);
  const [mode, setMode] = useMode(node, path);
  const [added, setAdded] = useState<readonly (readonly string[])[]>([]);
  const object = useMemo(() => findResultObject(text), [text]);
  const rows = useMemo(() => (object ? mappingRows(object) : []), [object]);
  const mapped = useMemo(() => new Set(rows.map((row) => rowId(row.path))), [rows]);
  const canSplit = object !== undefined || text.trim() === "";
  const codeFields = useCodeFields();
  const addField = (wanted: readonly string[]) => {
    if (mode === "table" && canSplit) {
      setAdded([...added, wanted]);
      return;
    }
    const edit = setPair(text, wanted, "null");
    if (!edit) return;
    const at = edit.insert.lastIndexOf("null");
    const code = codeFields.at(path);
    // The value is selected, so that the next source field that is picked takes its place.
    if (code) code.edit(edit, { start: at, end: at + 4 });
    else onChange(applyEdit(text, edit));
  };
  return (
    <div data-field={path} className="@container flex min-h-0 grow flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-2 py-1">
        <SegmentedControl
          label={t("mode.label")}
          segments={[
            { id: "table", label: t("mode.table"), icon: Table2 },
            { id: "text", label: t("mode.text"), icon: CodeXml },
          ]}
          selected={mode}
          onSelect={setMode}
        />
        {target && <CoverageCounts fields={fields} mapped={mapped} target={target} />}
        <span className="ml-auto">
          <AddTargetField fields={fields} mapped={mapped} isDisabled={!canSplit} onAdd={addField} />
        </span>
      </div>
      {mode === "table" && canSplit ? (
        <MappingTable
          node={node}
          path={path}
          text={text}
          rows={rows}
          fields={fields}
          added={added}
          problems={problems}
          onText={onChange}
          onCommit={onCommit}
        />
      ) : (
        <>
          {mode === "table" && (
            <p role="status" className="shrink-0 border-b border-line bg-sunken px-3 py-1 text-sm text-ink-2">
              {t("cannotSplit")}
            </p>
          )}
          <WholeText {...props} problems={problems} />
        </>
      )}
    </div>
  );
}

function WholeText({ node, path, text, onChange, onCommit, problems }: MappingTextProps) {
  const t = useTranslations("mapping");
  const knowledge = useKnowledge(node, path);
  const { handle, onFocus } = useCodeField(path);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notes which expression field had the focus last
    <div onFocus={onFocus} className="min-h-0 grow bg-raised">
      <JsonataField
        value={text}
        onChange={onChange}
        onBlur={onCommit}
        label={t("textLabel")}
        size="full"
        placeholder={t("placeholder")}
        problems={problems}
        knowledge={knowledge}
        handle={handle}
      />
    </div>
  );
}

/** Table or text, remembered in this browser; a problem with a place is shown in the text. */
function useMode(node: string | undefined, path: string): readonly [Mode, (mode: Mode) => void] {
  const t = useTranslations("mapping");
  const [mode, setMode] = useState<Mode>(
    () => modes.find((one) => one === localStorage.getItem(storageKey)) ?? "table",
  );
  const wantsText = useSession(
    ({ openNode, place }) => openNode === node && place?.field === path && place.start !== undefined,
  );
  useEffect(() => {
    if (wantsText) setMode("text");
  }, [wantsText]);
  const choose = (chosen: Mode) => {
    setMode(chosen);
    localStorage.setItem(storageKey, chosen);
  };
  useCommands([
    {
      id: "mapping.toggle",
      group: "view",
      label: t("mode.toggle"),
      keys: ["Mod+E"],
      scope: "panel",
      inFields: true,
      run: () => choose(mode === "table" ? "text" : "table"),
    },
  ]);
  return [mode, choose];
}
