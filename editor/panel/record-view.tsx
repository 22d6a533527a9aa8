import type { Json } from "@trasvase/shared/json.ts";
import { Braces, ListTree, Table2 } from "lucide-react";
import { memo, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { JsonText } from "../ui/json-text.tsx";
import { JsonTree, type JsonTreeProps } from "../ui/json-tree.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { RecordStepper } from "./record-stepper.tsx";
import { RecordTable } from "./record-table.tsx";

const views = ["tree", "table", "json"] as const;
type View = (typeof views)[number];
const glyphs = { tree: ListTree, table: Table2, json: Braces };

export interface RecordViewProps extends Omit<JsonTreeProps, "value" | "label" | "className" | "bare"> {
  /** What is shown: "Input of Map order". */
  label: string;
  /** One word for it, shown beside the choice of view. */
  title: string;
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
 * Records as a tree, a table or JSON; which of them is remembered for all panels. Rendered again only when what it is given changes, so
 * that typing in an expression does not draw whole records anew.
 */
export const RecordView = memo(function RecordView({
  label,
  title,
  records,
  index,
  onIndex,
  stale = false,
  end,
  ...tree
}: RecordViewProps) {
  const t = useTranslations("panel.view");
  const [view, setView] = useState<View>(readView);
  const at = Math.min(index, records.length - 1);
  const record = records[at];
  const choose = (chosen: View) => {
    setView(chosen);
    localStorage.setItem(storageKey, chosen);
  };
  return (
    <div
      className={classNames("flex min-h-0 grow flex-col", stale && "border-l-2 border-dotted border-ink-3")}
    >
      <div className="flex shrink-0 items-center gap-2 overflow-hidden border-b border-line px-2 py-1">
        <span className="hidden w-14 shrink-0 text-xs tracking-wide text-ink-3 uppercase @min-[20rem]:inline">
          {title}
        </span>
        <SegmentedControl
          label={t("label")}
          segments={views.map((id) => ({ id, label: t(id), icon: glyphs[id] }))}
          selected={view}
          onSelect={choose}
          collapses={end !== undefined}
        />
        {records.length > 1 && view !== "table" && (
          <RecordStepper count={records.length} at={at} onIndex={onIndex} />
        )}
        <span className="ml-auto flex items-center gap-1">{end}</span>
      </div>
      {view === "tree" && <JsonTree {...tree} key={at} value={record} label={label} className="grow" />}
      {view === "table" && <RecordTable records={records} label={label} at={at} onIndex={onIndex} />}
      {view === "json" && record !== undefined && <JsonText value={record} label={label} className="grow" />}
    </div>
  );
});

const storageKey = "trasvase.record-view";

function readView(): View {
  const stored = localStorage.getItem(storageKey);
  return views.find((view) => view === stored) ?? "tree";
}
