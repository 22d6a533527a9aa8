import { Button } from "react-aria-components";
import { useFormatter, useNow } from "use-intl";
import { Tooltip } from "./tooltip.tsx";

export interface RelativeTimeProps {
  /** ISO 8601. */
  at: string;
  /** Reachable by keyboard, with the exact time as tooltip. In rows that are links leave it out: `title` then serves. */
  focusable?: boolean;
}

/** "3 minutes ago", kept up to date, with the exact time on hover and focus. */
export function RelativeTime({ at, focusable = false }: RelativeTimeProps) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const date = new Date(at);
  const exact = format.dateTime(date, { dateStyle: "medium", timeStyle: "medium" });
  const time = (
    <time dateTime={at} {...(focusable ? {} : { title: exact })}>
      {format.relativeTime(date, now)}
    </time>
  );
  if (!focusable) return time;
  return (
    <Tooltip text={exact}>
      <Button className="focus-ring cursor-default rounded-3">{time}</Button>
    </Tooltip>
  );
}
