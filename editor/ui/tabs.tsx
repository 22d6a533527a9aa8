import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components";
import { Badge } from "./badge.tsx";
import { classNames } from "./class-names.ts";
import type { Icon } from "./icon.ts";

/** One tab with its panel. */
interface TabItem<Id extends string> {
  id: Id;
  label: string;
  icon?: Icon;
  /** A small number behind the label. */
  count?: number | undefined;
  content: ReactNode;
}

export interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly TabItem<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
  /** Controls at the end of the row of tabs. */
  end?: ReactNode;
  className?: string;
  panelClassName?: string;
}

/** Several views of one thing, one in sight. Arrow keys change the tab. */
export function Tabs<Id extends string>({
  label,
  tabs,
  selected,
  onSelect,
  end,
  className,
  panelClassName,
}: TabsProps<Id>) {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => {
        const tab = tabs.find((candidate) => candidate.id === key);
        if (tab) onSelect(tab.id);
      }}
      className={classNames("flex min-h-0 flex-col", className)}
    >
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-2">
        <TabList aria-label={label} className="flex min-w-0 grow overflow-x-auto">
          {tabs.map(({ id, label: title, icon: Glyph, count }) => (
            <Tab
              key={id}
              id={id}
              className="focus-ring-inset -mb-px flex h-9 shrink-0 cursor-default items-center gap-2 border-b-2 border-transparent px-3 text-md text-ink-2 data-hovered:text-ink data-selected:border-accent data-selected:font-medium data-selected:text-ink"
            >
              {Glyph && <Glyph aria-hidden size={16} />}
              {title}
              {count !== undefined && <Badge>{count}</Badge>}
            </Tab>
          ))}
        </TabList>
        {end}
      </div>
      {tabs.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={classNames("focus-ring-inset min-h-0 grow", panelClassName)}>
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
