import { useFormatter, useTranslations } from "use-intl";

/** One day: records that ended well and records that did not. */
export interface SparklineDay {
  /** `2026-11-23` */
  day: string;
  ok: number;
  failed: number;
}

const barWidth = 5;
const gap = 1;
const height = 24;

/** Bars of the last days. Failures hang from the top, at least 2 px, so that a few among thousands stay visible (FL-3). */
export function Sparkline({ days }: { days: readonly SparklineDay[] }) {
  const t = useTranslations("ui.sparkline");
  const format = useFormatter();
  const most = Math.max(1, ...days.map(({ ok, failed }) => ok + failed));
  const length = (count: number) => (count === 0 ? 0 : Math.max(2, (count / most) * height));
  const total = (of: "ok" | "failed") => days.reduce((sum, day) => sum + day[of], 0);
  const worst = days.reduce<SparklineDay | undefined>(
    (bad, day) => (day.failed > (bad?.failed ?? 0) ? day : bad),
    undefined,
  );
  const sentence =
    t("summary", { days: days.length, ok: total("ok"), failed: total("failed") }) +
    (worst
      ? t("worst", {
          day: format.dateTime(new Date(worst.day), { day: "numeric", month: "short", timeZone: "UTC" }),
        })
      : "");
  const width = Math.max(0, days.length * (barWidth + gap) - gap);
  return (
    <svg
      role="img"
      aria-label={sentence}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="block"
    >
      <title>{sentence}</title>
      <path d={`M0 ${height - 0.5}H${width}`} className="stroke-line" />
      {days.map(({ day, ok, failed }, index) => {
        const x = index * (barWidth + gap);
        const failedHeight = length(failed);
        const okHeight = Math.min(length(ok), height - failedHeight - (failed ? 1 : 0));
        return (
          <g key={day}>
            {okHeight > 0 && (
              <rect x={x} y={height - okHeight} width={barWidth} height={okHeight} className="fill-ink-3" />
            )}
            {failed > 0 && <rect x={x} y={0} width={barWidth} height={failedHeight} className="fill-err" />}
          </g>
        );
      })}
    </svg>
  );
}
