/** The clock on the wall of a place: `2026-03-02T10:15:30`, without an offset. Moments in milliseconds since 1970. */
export function wallClock(moment: number, timeZone: string): string {
  const text = formatOf(timeZone).format(new Date(moment));
  return text.replace(/,? /, "T");
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const digits = "2-digit";
  // Swedish writes dates as ISO 8601 does.
  const made = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: digits,
    day: digits,
    hour: digits,
    minute: digits,
    second: digits,
    hourCycle: "h23",
  });
  formats.set(timeZone, made);
  return made;
}

/** A time on the wall so much earlier. */
export function earlier(time: string, milliseconds: number): string {
  // Z is added only to keep this machine's time zone out of the subtraction.
  const at = Date.parse(`${time}Z`);
  return Number.isNaN(at) ? time : new Date(at - milliseconds).toISOString().slice(0, 19);
}
