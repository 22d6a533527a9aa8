import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { DataSlot, previewWord } from "../canvas/data-slot.tsx";
import { definitions } from "../document/catalogue.ts";
import { definitionOf, titleOf } from "../document/definitions.ts";
import { useDocument, useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { useSamples, useSurvey } from "../preview/preview-context.tsx";
import type { SurveyCell } from "../preview/survey-worker.ts";
import { sampleLabel, sourceResource } from "../samples/sample-key.ts";
import { classNames } from "../ui/class-names.ts";
import { KindGlyph } from "../ui/kind-glyph.tsx";
import { countStep, type GridPlace, gridTarget } from "./grid-cells.ts";

const rowHeight = 32;
const headHeight = 52;

/** All samples × steps (PV-7): which sample ends where, at a glance. A press opens the sample at the step. */
export function SampleGrid() {
  const t = useTranslations("panel.grid");
  const scroller = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const steps = useSteps();
  const samples = useSamples((state) => state.samples);
  const rows = useSurvey((state) => state.rows);
  const current = useSession((state) => Math.min(state.sample, samples.length - 1));
  const first = useSession((state) => state.gridStep);
  const [place, setPlace] = useState<GridPlace>({
    row: Math.max(0, current),
    column: steps.indexOf(first ?? ""),
  });
  const virtual = useVirtualizer({
    count: samples.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    initialRect: { width: 1200, height: 400 },
  });
  const moved = useRef(true);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    const { row, column } = place;
    table.current
      ?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`)
      ?.focus({ preventScroll: false });
  }, [place]);
  const open = useOpenPlace(steps, setPlace);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = gridTarget(event.key, place, samples.length, steps.length);
    if (!target) return;
    event.preventDefault();
    moved.current = true;
    virtual.scrollToIndex(target.row);
    setPlace(target);
  };
  const items = virtual.getVirtualItems();
  const above = (items[0]?.start ?? headHeight) - headHeight;
  const below = virtual.getTotalSize() - ((items.at(-1)?.end ?? headHeight) - headHeight);
  return (
    <div ref={scroller} className="min-h-0 grow overflow-auto text-sm">
      <table
        ref={table}
        aria-label={t("title")}
        aria-rowcount={samples.length + 1}
        onKeyDown={onKeyDown}
        className="border-separate border-spacing-0"
      >
        <thead className="sticky top-0 z-20 bg-surface">
          <tr style={{ height: headHeight }}>
            <th
              scope="col"
              className="sticky left-0 z-10 min-w-54 border-b border-line-strong bg-surface px-3 pb-1 text-left align-bottom font-normal text-ink-2"
            >
              {t("sample")}
            </th>
            {steps.map((step) => (
              <StepHead key={step} step={step} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={above} />
          {items.map(({ index: row }) => (
            <SampleRow
              key={row}
              row={row}
              steps={steps}
              cells={rows[row]}
              isCurrent={row === current}
              active={place.row === row ? place.column : undefined}
              onOpen={open}
            />
          ))}
          <Gap height={below} />
        </tbody>
      </table>
    </div>
  );
}

/** The steps in the order in which records pass them. */
function useSteps(): readonly string[] {
  const plan = useDocument((state) => state.plan);
  const nodes = useDocument((state) => state.graph.nodes);
  return useMemo(() => {
    const planned = plan?.steps.map((step) => step.name).filter((name) => nodes[name]) ?? [];
    const others = Object.keys(nodes).filter(
      (name) => nodes[name]?.type !== "note" && !planned.includes(name),
    );
    return [...planned, ...others];
  }, [plan, nodes]);
}

/** Chooses the sample of a place, and opens its step. */
function useOpenPlace(steps: readonly string[], setPlace: (place: GridPlace) => void) {
  const { session } = useFlowEditing();
  return (place: GridPlace) => {
    setPlace(place);
    session.getState().chooseSample(place.row);
    const step = steps[place.column];
    if (step !== undefined) session.getState().open(step);
  };
}

/** The room of rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? <tr aria-hidden style={{ height }} /> : null;
}

function StepHead({ step }: { step: string }) {
  const title = useDocument((state) => titleOf(state.graph, step, definitions));
  const type = useDocument((state) => state.graph.nodes[step]?.type ?? "note");
  const definition = definitionOf(type, definitions);
  return (
    <th
      scope="col"
      title={title}
      className="max-w-48 min-w-32 border-b border-line-strong px-2 pb-1 text-left align-bottom font-normal"
    >
      <span className="flex items-center gap-1.5 font-medium">
        {definition && <KindGlyph type={definition.type} size={14} />}
        <span className="truncate">{title}</span>
      </span>
      <Totals step={step} />
    </th>
  );
}

function Totals({ step }: { step: string }) {
  const t = useTranslations("panel.grid");
  const word = useTranslations("canvas.preview");
  const rows = useSurvey((state) => state.rows);
  const totals = useMemo(() => countStep(rows, step), [rows, step]);
  const parts =
    totals.decisions.length > 0
      ? totals.decisions.map(([decision, count]) => t("decision", { count, decision: word(decision) }))
      : [t("passed", { passed: totals.passed, arrived: totals.arrived })];
  return (
    <span className="block truncate text-xs text-ink-3 tabular-nums">
      {rows.length === 0 ? " " : parts.join(", ")}
      {totals.rejected > 0 && <span className="text-err"> {t("rejected", { count: totals.rejected })}</span>}
    </span>
  );
}

interface SampleRowProps {
  row: number;
  steps: readonly string[];
  cells: Readonly<Record<string, SurveyCell>> | undefined;
  isCurrent: boolean;
  /** The column that the keyboard stands in, when it is in this row. */
  active: number | undefined;
  onOpen: (place: GridPlace) => void;
}

function SampleRow({ row, steps, cells, isCurrent, active, onOpen }: SampleRowProps) {
  const sample = useSamples((state) => state.samples[row]);
  const graph = useDocument((state) => state.graph);
  const types = useDocument((state) => state.catalogue.connections);
  if (!sample) return null;
  const label = sampleLabel(sample.data, sourceResource(graph, types));
  const button = (column: number) => ({
    type: "button" as const,
    tabIndex: active === column ? 0 : -1,
    "data-row": row,
    "data-column": column,
    onClick: () => onOpen({ row, column }),
  });
  return (
    <tr
      aria-rowindex={row + 2}
      style={{ height: rowHeight }}
      className={classNames("group/row", isCurrent ? "bg-accent-soft" : "bg-surface hover:bg-hover")}
    >
      <th scope="row" className="sticky left-0 z-10 max-w-72 border-b border-line bg-inherit p-0 font-normal">
        <button
          {...button(-1)}
          aria-current={isCurrent}
          className="focus-ring-inset flex h-full w-full cursor-default items-center gap-2 px-3 text-left"
        >
          <span className="w-5 shrink-0 text-right text-xs text-ink-3 tabular-nums">{row + 1}</span>
          <span className="shrink-0 font-mono">{sample.key}</span>
          {label !== undefined && label !== sample.key && (
            <span className="truncate text-ink-2">{label}</span>
          )}
        </button>
      </th>
      {steps.map((step, column) => (
        <td key={step} className="max-w-48 border-b border-line p-0">
          <button
            {...button(column)}
            title={cells?.[step]?.message}
            className="focus-ring-inset flex h-full w-full cursor-default items-center px-2 text-left"
          >
            <CellOutcome cell={cells?.[step]} />
          </button>
        </td>
      ))}
    </tr>
  );
}

function CellOutcome({ cell }: { cell: SurveyCell | undefined }) {
  const word = useTranslations("canvas.preview");
  if (cell === undefined || cell.state === "not-reached") {
    return (
      <span className="text-ink-3">
        <span aria-hidden>·</span>
        <span className="sr-only">{word("not-reached")}</span>
      </span>
    );
  }
  return (
    <>
      <DataSlot preview={cell} />
      {cell.state === "passed" && <span className="sr-only">{word(previewWord(cell))}</span>}
    </>
  );
}
