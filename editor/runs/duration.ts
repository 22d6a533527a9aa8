import { useFormatter } from "use-intl";

/** One figure of a duration with its unit. */
export interface DurationPart {
  readonly value: number;
  readonly unit: "millisecond" | "second" | "minute" | "hour" | "day";
  /** Digits behind the point. */
  readonly digits: number;
}

/** A duration as people say it: one figure below a minute, two above. */
export function durationParts(milliseconds: number): readonly DurationPart[] {
  const ms = Math.max(0, milliseconds);
  const whole = (unit: DurationPart["unit"], value: number): DurationPart => ({ value, unit, digits: 0 });
  if (ms < 9.95) return [{ value: ms, unit: "millisecond", digits: ms === Math.round(ms) ? 0 : 1 }];
  if (ms < 999.5) return [whole("millisecond", Math.round(ms))];
  if (ms < 59_950) return [{ value: ms / 1000, unit: "second", digits: 1 }];
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return [whole("minute", minutes), whole("second", seconds % 60)];
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return [whole("hour", hours), whole("minute", minutes % 60)];
  return [whole("day", Math.floor(hours / 24)), whole("hour", hours % 24)];
}

/** Prints durations (milliseconds) in the language of the screen. */
export function useDuration(): (milliseconds: number) => string {
  const format = useFormatter();
  return (milliseconds) =>
    durationParts(milliseconds)
      .map(({ value, unit, digits }) =>
        format.number(value, {
          style: "unit",
          unit,
          unitDisplay: "narrow",
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }),
      )
      .join(" ");
}
