import { Braces, ListTree } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Switch } from "react-aria-components";
import { useTranslations } from "use-intl";
import { SearchField } from "../../ui/search-field.tsx";
import { SegmentedControl } from "../../ui/segmented-control.tsx";
import { useMapping } from "../editing/mapping-editing.tsx";
import { sourcePaneName } from "./source-pane-name.ts";
import { SourceTree } from "./source-tree.tsx";

export interface SourcePaneProps {
  /** The record itself, as a tree, table or JSON. */
  record: ReactNode;
  /** What is shown while no record is known. */
  empty: ReactNode;
}

const views = ["fields", "record"] as const;

/** What the mapping reads from: its fields over all samples, or the record of the sample as it is. */
export function SourcePane({ record, empty }: SourcePaneProps) {
  const t = useTranslations("mappingTable.source");
  const { model } = useMapping();
  const [shown, setShown] = useState<(typeof views)[number]>("fields");
  const [search, setSearch] = useState("");
  const [onlyUnused, setOnlyUnused] = useState(false);
  if (model.roots.length === 0) return empty;
  return (
    <div data-pane={sourcePaneName} className="@container flex min-h-0 grow flex-col">
      <div className="flex shrink-0 items-center gap-1.5 overflow-hidden border-b border-line px-2 py-1">
        <SegmentedControl
          label={t("view")}
          segments={[
            { id: "fields", label: t("fields"), icon: ListTree },
            { id: "record", label: t("record"), icon: Braces },
          ]}
          selected={shown}
          onSelect={setShown}
          collapses
        />
        {shown === "fields" && (
          <>
            <SearchField
              label={t("search")}
              value={search}
              onChange={setSearch}
              className="min-w-16 grow basis-0"
            />
            <Switch
              isSelected={onlyUnused}
              onChange={setOnlyUnused}
              className="focus-ring flex h-6 shrink-0 cursor-default items-center rounded-full border border-line px-2 text-sm text-ink-2 data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-focus data-hovered:bg-hover data-selected:border-accent data-selected:bg-accent-soft data-selected:text-ink"
            >
              {t("unused")}
            </Switch>
          </>
        )}
      </div>
      {shown === "fields" ? <SourceTree search={search} onlyUnused={onlyUnused} /> : record}
    </div>
  );
}
