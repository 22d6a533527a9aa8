import type { RecordRow } from "@trasvase/shared/contract/record.ts";
import type { ReactNode } from "react";
import { useFormatter } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { OutcomeChip } from "../ui/outcome-chip.tsx";
import { useDuration } from "./duration.ts";

/** The columns of the record log; the less important ones give way on small screens. */
export const recordColumns = [
  { id: "time", className: "" },
  { id: "record", className: "" },
  { id: "outcome", className: "" },
  { id: "message", className: "max-wide:hidden" },
  { id: "target", className: "max-wide:hidden" },
  { id: "flow", className: "max-wide:hidden" },
  { id: "attempts", className: "text-right max-wide:hidden" },
  { id: "took", className: "text-right max-narrow:hidden" },
] as const;

/** The widths of the columns, the same in every row, so that nothing jumps while scrolling. */
export const recordGridClassName =
  "grid h-9 items-center gap-x-3 px-4 grid-cols-[7.5rem_minmax(4.5rem,1fr)_7.25rem] max-narrow:text-sm narrow:gap-x-4 narrow:grid-cols-[8.5rem_minmax(8rem,1fr)_8rem_5rem] wide:grid-cols-[8.5rem_minmax(12rem,1.7fr)_8rem_minmax(10rem,2fr)_7rem_minmax(8rem,1.2fr)_4rem_5rem]";

/** What a row of the log says. `link` is the key, leading to the record. */
export function RecordCells({ row, link }: { row: RecordRow; link: ReactNode }) {
  const format = useFormatter();
  const duration = useDuration();
  const [target] = row.targets;
  const at = new Date(row.at);
  const cells: Record<(typeof recordColumns)[number]["id"], ReactNode> = {
    time: (
      <time dateTime={row.at} className="text-ink-2">
        {format.dateTime(at, {
          day: "2-digit",
          month: "short",
          hour: "2-digit",
          minute: "2-digit",
          second: "2-digit",
        })}
      </time>
    ),
    record: (
      <>
        <span className="font-medium">{link}</span>
        {hasLabel(row) && <span className="ml-3 text-ink-2 max-narrow:hidden">{row.label}</span>}
      </>
    ),
    outcome: <OutcomeChip kind={row.outcome} plain />,
    message: <span className="text-ink-2">{messageOf(row)}</span>,
    target: target && (
      <span title={target.resource}>
        {target.id}
        {row.targets.length > 1 && <span className="text-ink-3"> +{row.targets.length - 1}</span>}
      </span>
    ),
    flow: <span className="text-ink-2">{row.flowName}</span>,
    attempts: row.attempts > 1 ? format.number(row.attempts) : "",
    took: <span className="text-ink-2">{duration(row.durationMs)}</span>,
  };
  return recordColumns.map(({ id, className }) => (
    // biome-ignore lint/a11y/useSemanticElements: part of a table of virtual rows
    <span key={id} role="cell" className={classNames("min-w-0 truncate", className)} title={titleOf(id, row)}>
      {cells[id]}
    </span>
  ));
}

/** Where all went as wished there is nothing to explain. */
function messageOf({ outcome, message }: RecordRow): string {
  return outcome === "created" || outcome === "updated" ? "" : message;
}

/** Some resources have nothing better to call a record by than its key. */
function hasLabel({ key, label }: RecordRow): boolean {
  return label !== "" && label !== key;
}

function titleOf(id: string, row: RecordRow): string | undefined {
  if (id === "message") return messageOf(row) || undefined;
  if (id === "record") return hasLabel(row) ? `${row.key} ${row.label}` : row.key;
  return id === "flow" ? row.flowName : undefined;
}
