import type { Digest } from "./words.ts";

const iso =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?<time>[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)?(?<zone>Z|[+-]\d\d:?\d\d)?$/;
const written = /^(?<first>\d{1,2})(?<sign>[-/.])(?<second>\d{1,2})\k<sign>(?<year>\d{4})$/;

/** Another day of the same year for a text that is a date, with another time if it has one; undefined for any other text. */
export function standInDate(text: string, digest: Digest): string | undefined {
  if (text.length < 8 || text.length > 40) return undefined;
  const { year, month, day, time = "", zone = "" } = iso.exec(text)?.groups ?? {};
  if (year !== undefined && month !== undefined && day !== undefined) {
    if (!isDay(Number(year), Number(month), Number(day))) return undefined;
    const bytes = digest(`date ${year}-${month}-${day}`);
    const madeMonth = otherThan(Number(month), 12, bytes[0] ?? 0);
    const made = `${year}-${two(madeMonth)}-${two(1 + ((bytes[1] ?? 0) % 28))}`;
    return made + standInTime(time, digest) + zone;
  }
  const parts = written.exec(text)?.groups;
  if (!parts?.first || !parts.second || !parts.sign || !parts.year) return undefined;
  const [first, second] = [Number(parts.first), Number(parts.second)];
  if (first < 1 || second < 1 || Math.min(first, second) > 12 || Math.max(first, second) > 31)
    return undefined;
  // Nobody can tell which is the day, so both become numbers that either may be.
  const bytes = digest(`date ${text}`);
  const made = [otherThan(first, 12, bytes[0] ?? 0), 1 + ((bytes[1] ?? 0) % 12)];
  const width = parts.first.length === 2 && parts.second.length === 2 ? 2 : 1;
  return [...made.map((number) => String(number).padStart(width, "0")), parts.year].join(parts.sign);
}

/** Midnight stays midnight: it says that there is no time. */
function standInTime(time: string, digest: Digest): string {
  if (!/[1-9]/.test(time)) return time;
  const bytes = digest(`time ${time}`);
  const limits = [24, 60, 60];
  let part = 0;
  return time.replace(/\d+/g, (digits) => {
    const limit = limits[part];
    const byte = bytes[part] ?? 0;
    part++;
    if (limit !== undefined) return two(byte % limit);
    return [...digits].map((_, index) => String((bytes[part + index] ?? 0) % 10)).join("");
  });
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A number from 1 to `most`, not `number` itself: a date never stands for itself. */
function otherThan(number: number, most: number, byte: number): number {
  return number > most ? 1 + (byte % most) : 1 + ((number + (byte % (most - 1))) % most);
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
