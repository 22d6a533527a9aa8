import type { Json } from "@trasvase/shared/json.ts";
import { Braces, ChevronsDownUp, ChevronsUpDown, Diff, ListTree, Table2 } from "lucide-react";
import { memo, type ReactNode, useMemo, useState } from "react";
import { ToggleButton } from "react-aria-components";
import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { prunedValue } from "../ui/json-rows.ts";
import { JsonText } from "../ui/json-text.tsx";
import { JsonTree, type JsonTreeProps, type TreeFind } from "../ui/json-tree.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { RecordStepper } from "./record-stepper.tsx";
import { RecordTable } from "./record-table.tsx";

const views = ["tree", "table", "json"] as const;
type View = (typeof views)[number];
const glyphs = { tree: ListTree, table: Table2, json: Braces };

export interface RecordViewProps
  extends Omit<JsonTreeProps, "value" | "label" | "className" | "bare" | "find" | "onlyChanged"> {
  /** What is shown: "Input of Map order". */
  label: string;
  /** The records that passed here; more than one behind a split. */
  records: readonly Json[];
  /** Which of them is looked at. */
  index: number;
  onIndex: (index: number) => void;
  /** The value is from before the last change (PV-8). */
  stale?: boolean | undefined;
  /** Beside the choice of view. */
  end?: ReactNode;
}

/**
 * Records as a tree, a table or JSON, found by name or value; which of the three is remembered for all panels. Rendered again only when
 * what it is given changes, so that typing in an expression does not draw whole records anew.
 */
export const RecordView = memo(function RecordView(props: RecordViewProps) {
  const { label, records, index, onIndex, stale = false, end, ...tree } = props;
  const [view, setView] = useState<View>(readView);
  const [find, setFind] = useState<TreeFind>({ search: "" });
  const [onlyChanged, setOnlyChanged] = useState(false);
  const at = Math.min(index, records.length - 1);
  const record = records[at];
  const changes = tree.isChanged ? { isChanged: tree.isChanged, onlyChanged } : undefined;
  const choose = (chosen: View) => {
    setView(chosen);
    localStorage.setItem(storageKey, chosen);
  };
  return (
    <div
      className={classNames(
        "@container flex min-h-0 grow flex-col",
        stale && "border-l-2 border-dotted border-ink-3",
      )}
    >
      <div className="flex shrink-0 items-center gap-1 overflow-hidden border-b border-line p-1">
        <Views view={view} onView={choose} />
        <Finding view={view} find={find} onFind={setFind} />
        {changes && <OnlyChanged isOn={onlyChanged} onChange={setOnlyChanged} />}
        {records.length > 1 && view !== "table" && (
          <RecordStepper count={records.length} at={at} onIndex={onIndex} />
        )}
        {end}
      </div>
      {view === "tree" && (
        <JsonTree {...tree} {...changes} key={at} value={record} label={label} find={find} className="grow" />
      )}
      {view === "table" && (
        <RecordTable {...{ records, label, at, onIndex, search: find.search }} {...changes} />
      )}
      {view === "json" && record !== undefined && (
        <RecordText record={record} label={label} search={find.search} {...changes} />
      )}
    </div>
  );
});

function Views({ view, onView }: { view: View; onView: (view: View) => void }) {
  const t = useTranslations("panel.view");
  return (
    <SegmentedControl
      label={t("label")}
      segments={views.map((id) => ({ id, label: t(id), icon: glyphs[id] }))}
      selected={view}
      onSelect={onView}
      iconsOnly
    />
  );
}

function Finding({ view, find, onFind }: { view: View; find: TreeFind; onFind: (find: TreeFind) => void }) {
  const t = useTranslations("ui.json");
  const word = useTranslations("panel.view");
  const isOpen = find.all?.open ?? false;
  return (
    <>
      <SearchField
        label={t("search")}
        placeholder={word("find")}
        value={find.search}
        onChange={(search) => onFind({ ...find, search })}
        className="min-w-16 grow basis-16"
      />
      {view === "tree" && (
        <IconButton
          icon={isOpen ? ChevronsDownUp : ChevronsUpDown}
          label={t(isOpen ? "collapseAll" : "expandAll")}
          onPress={() => onFind({ ...find, all: { open: !isOpen } })}
        />
      )}
    </>
  );
}

function OnlyChanged({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const t = useTranslations("panel.view");
  return (
    <ToggleButton
      isSelected={isOn}
      onChange={onChange}
      className="focus-ring-inset flex h-control shrink-0 cursor-default items-center gap-1.5 rounded-3 border border-line-strong bg-raised px-2 text-sm whitespace-nowrap text-ink-2 data-hovered:bg-hover data-selected:border-accent data-selected:bg-accent-soft data-selected:text-ink"
    >
      <Diff aria-hidden size={14} />
      <span className="sr-only @min-[26rem]:not-sr-only">{t("onlyChanged")}</span>
    </ToggleButton>
  );
}

interface RecordTextProps {
  record: Json;
  label: string;
  search: string;
  isChanged?: JsonTreeProps["isChanged"];
  onlyChanged?: boolean;
}

const nothingChanged = () => false;

/** The record as JSON, or what of it is looked for. */
function RecordText({
  record,
  label,
  search,
  isChanged = nothingChanged,
  onlyChanged = false,
}: RecordTextProps) {
  const t = useTranslations("panel.view");
  const shown = useMemo(
    () => prunedValue(record, { search, isChanged, onlyChanged }),
    [record, search, isChanged, onlyChanged],
  );
  if (shown === undefined) return <p className="p-3 text-ink-2">{t("nothingFound")}</p>;
  return <JsonText value={shown} label={label} className="grow" />;
}

const storageKey = "trasvase.record-view";

function readView(): View {
  const stored = localStorage.getItem(storageKey);
  return views.find((view) => view === stored) ?? "tree";
}
