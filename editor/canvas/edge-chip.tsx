import { useTranslations } from "use-intl";
import type { Point } from "../document/geometry.ts";
import type { EdgePreview } from "../document/preview-reading.ts";
import { classNames } from "../ui/class-names.ts";
import { textWidth } from "./text-width.ts";

const height = 18;
const padding = 7;

export interface EdgeChipProps {
  readonly at: Point;
  /** Length of the line there; where it is short only the figure is shown. */
  readonly room: number;
  readonly preview: EdgePreview | undefined;
  readonly broken: string | undefined;
  /** Docks the records that pass here. */
  readonly onOpen: () => void;
}

/** What passed along an edge (PV-3), as SVG: a figure with its unit. A press docks the records. */
export function EdgeChip({ at, room, preview, broken, onOpen }: EdgeChipProps) {
  const t = useTranslations("canvas.chip");
  const words = wordsOf(preview, broken, t);
  const wide = textWidth(words.full) + 2 * padding <= room;
  const text = wide ? words.full : words.short;
  const width = Math.max(height, textWidth(text) + 2 * padding);
  const none = preview?.records === 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a second way for the pointer only; by keyboard it is Enter on the connection
    <g
      transform={`translate(${Math.round(at[0] - width / 2)} ${Math.round(at[1] - height / 2)})`}
      className="nopan group/chip cursor-pointer"
      onClick={(event) => {
        event.stopPropagation();
        onOpen();
      }}
    >
      {broken !== undefined && <title>{broken}</title>}
      {/* The chip is 18 px high; what can be pressed is 24. */}
      <rect y={-3} width={width} height={height + 6} fill="transparent" />
      <rect
        width={width}
        height={height}
        rx={height / 2}
        strokeWidth={1}
        strokeDasharray={preview?.stale ? "2 2" : undefined}
        className={classNames(
          broken
            ? "fill-err-soft stroke-err"
            : "fill-surface stroke-line-strong group-hover/chip:stroke-accent",
        )}
      />
      <text
        x={width / 2}
        y={height / 2 + 4}
        textAnchor="middle"
        className={classNames(
          "text-xs select-none",
          broken ? "fill-err" : none ? "fill-ink-3" : "fill-ink-2",
        )}
      >
        {text}
      </text>
    </g>
  );
}

function wordsOf(
  preview: EdgePreview | undefined,
  broken: string | undefined,
  t: ReturnType<typeof useTranslations<"canvas.chip">>,
): { readonly full: string; readonly short: string } {
  if (broken !== undefined || !preview) return { full: "!", short: "!" };
  const { records: count, unit } = preview;
  if (count === 0) return { full: "0", short: "0" };
  return { full: unit ? t("unit", { count, unit }) : t("records", { count }), short: String(count) };
}
