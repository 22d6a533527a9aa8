import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { useCanvas } from "./canvas-store.ts";
import type { PendingLineProps } from "./canvas-views.ts";
import { edgeCorners, roundedPath } from "./edge-geometry.ts";
import { textWidth } from "./text-width.ts";

/** The line at the pointer while a connection is drawn, with the reason beside it where it may not end (CAN-10). */
export function PendingLine({ start, end, over, allowed, zoom }: PendingLineProps) {
  const t = useTranslations("canvas.refusal");
  const verdict = useCanvas((state) => (over === undefined ? undefined : state.connecting?.verdictOf(over)));
  const refused = verdict !== undefined && verdict !== "allowed" ? t(verdict) : undefined;
  return (
    <g>
      <path
        d={roundedPath(edgeCorners([start[0] + 6, start[1]], end))}
        fill="none"
        strokeWidth={2.5}
        strokeDasharray={allowed ? undefined : "6 5"}
        className={classNames(refused ? "stroke-err" : "stroke-accent")}
      />
      <circle cx={end[0]} cy={end[1]} r={4} className={refused ? "fill-err" : "fill-accent"} />
      {refused && (
        // The same size at every zoom, or the reason could not be read from afar.
        <g transform={`translate(${end[0]} ${end[1]}) scale(${1 / zoom}) translate(14 14)`}>
          <rect width={textWidth(refused) + 16} height={24} rx={3} className="fill-ink" />
          <text x={8} y={16} className="fill-surface text-xs">
            {refused}
          </text>
        </g>
      )}
    </g>
  );
}
