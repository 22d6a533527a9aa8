import type { NodeType } from "@trasvase/shared/node.ts";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { SourcePane } from "../mapping/source/source-pane.tsx";
import { Splitter } from "../ui/splitter.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { InputColumn } from "./input-column.tsx";
import { NodeForm } from "./node-form.tsx";
import { NotReached } from "./not-reached.tsx";
import { type ColumnProps, OutputColumn } from "./output-column.tsx";
import { usePlace } from "./use-place.ts";

/** Narrower than this, the three columns become tabs. */
const narrowPixels = 1100;
/** Narrower than this, the input too is a tab of its own; above, it stays beside the settings, whose expressions take its fields. */
const tightPixels = 560;
/** No column is narrower than this. */
const leastPixels = 260;

const parts = ["input", "settings", "output"] as const;
type Part = (typeof parts)[number];

/** Input, settings and output side by side, or as tabs where there is no room (NP-2). Widths are remembered per type of step. */
export function ColumnsOfStep({ type, ...column }: ColumnProps & { type: NodeType }) {
  const t = useTranslations("panel");
  const frame = useRef<HTMLDivElement>(null);
  const room = useRoom(frame);
  const [part, setPart] = useState<Part>("settings");
  usePlace(frame, column.node, () => setPart("settings"));
  const isNote = type === "note";
  const isSource = type === "source";
  const settings = (
    <Settings>
      <NodeForm
        node={column.node}
        className={type === "mapping" ? "flex min-h-0 grow flex-col" : "flex flex-col gap-4 p-3"}
      />
    </Settings>
  );
  if (isNote) {
    return (
      <div ref={frame} className="flex min-h-0 grow flex-col">
        {settings}
      </div>
    );
  }
  const record = <InputColumn {...column} />;
  const input =
    type === "mapping" ? (
      <SourcePane record={record} empty={<NotReached node={column.node} side="input" />} />
    ) : (
      record
    );
  const output = <OutputColumn {...column} />;
  const contents: Record<Part, ReactNode> = { input, settings, output };
  const isPaired = room === "narrow" && type !== "source" && type !== "destination";
  const shown = isSource || isPaired ? (["settings", "output"] as const) : parts;
  if (isPaired) {
    contents.settings = (
      <Splitter
        direction="row"
        label={t("inputWidth")}
        name={`panel.${type}.pair`}
        initial={0.4}
        minFirst={200}
        minSecond={leastPixels}
        className="grow"
        first={input}
        second={settings}
      />
    );
  }
  return (
    <div ref={frame} className="flex min-h-0 grow flex-col">
      {(room === "narrow" || room === "tight") && (
        <Tabs
          label={t("parts")}
          tabs={shown.map((id) => ({ id, label: t(`part.${id}`), content: <Fill>{contents[id]}</Fill> }))}
          selected={(isSource || isPaired) && part === "input" ? "settings" : part}
          onSelect={setPart}
          className="grow"
          panelClassName="flex flex-col"
        />
      )}
      {room === "wide" && isSource && (
        <Splitter
          direction="row"
          label={t("settingsWidth")}
          name="panel.source"
          initial={0.4}
          minFirst={leastPixels}
          minSecond={leastPixels}
          className="grow"
          first={<Column title={t("part.settings")}>{settings}</Column>}
          second={<Column title={t("part.output")}>{output}</Column>}
        />
      )}
      {room === "wide" && !isSource && (
        <Splitter
          direction="row"
          label={t("inputWidth")}
          name={`panel.${type}.input`}
          initial={0.28}
          minFirst={leastPixels}
          minSecond={leastPixels * 2}
          className="grow"
          first={<Column title={t("part.input")}>{input}</Column>}
          second={
            <Splitter
              direction="row"
              label={t("settingsWidth")}
              name={`panel.${type}.settings`}
              initial={type === "mapping" ? 0.62 : 0.45}
              minFirst={leastPixels}
              minSecond={leastPixels}
              className="grow"
              first={<Column title={t("part.settings")}>{settings}</Column>}
              second={<Column title={t("part.output")}>{output}</Column>}
            />
          }
        />
      )}
    </div>
  );
}

function Column({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex min-h-0 grow flex-col">
      <h3 className="sr-only">{title}</h3>
      {children}
    </section>
  );
}

function Settings({ children }: { children: ReactNode }) {
  return <div className="flex min-h-0 grow flex-col overflow-auto">{children}</div>;
}

function Fill({ children }: { children: ReactNode }) {
  return <div className="flex min-h-0 grow flex-col">{children}</div>;
}

/** How much room the panel has; undefined until it has been measured. */
function useRoom(frame: RefObject<HTMLDivElement | null>): "wide" | "narrow" | "tight" | undefined {
  const [room, setRoom] = useState<"wide" | "narrow" | "tight">();
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      const width = element.clientWidth;
      setRoom(width < tightPixels ? "tight" : width < narrowPixels ? "narrow" : "wide");
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return room;
}
