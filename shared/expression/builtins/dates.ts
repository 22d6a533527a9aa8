/** Digit at an offset, or a large number. */
function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : 1e9;
}

function two(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

const dash = 45;
const colon = 58;

/**
 * Epoch milliseconds of the most usual ISO 8601 forms: a date, or a date with time in UTC. Undefined for every other
 * text and for unusual dates, which the general parser decides.
 */
export function parseUsualDate(text: string): number | undefined {
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const fits = year >= 100 && year < 1e4 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  if (!fits || text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return undefined;
  if (text.length === 10) return Date.UTC(year, month - 1, day);
  const time = parseUsualTime(text);
  return time === undefined ? undefined : Date.UTC(year, month - 1, day) + time;
}

function parseUsualTime(text: string): number | undefined {
  const { length } = text;
  if ((length !== 20 && length !== 24) || text.charCodeAt(10) !== 84 || text.charCodeAt(length - 1) !== 90) {
    return undefined;
  }
  const hours = two(text, 11);
  const minutes = two(text, 14);
  const seconds = two(text, 17);
  const fits = hours < 24 && minutes < 60 && seconds < 60;
  if (!fits || text.charCodeAt(13) !== colon || text.charCodeAt(16) !== colon) return undefined;
  let millis = 0;
  if (length === 24) {
    millis = two(text, 20) * 10 + digit(text, 22);
    if (millis > 999 || text.charCodeAt(19) !== 46) return undefined;
  }
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis;
}

/** The numbers of a moment in UTC. */
interface Moment {
  readonly Y: number;
  readonly M: number;
  readonly D: number;
  readonly H: number;
  readonly m: number;
  readonly s: number;
  readonly f: number;
}

type Component = keyof Moment;

type Part = string | { readonly component: Component; readonly width: number };

const marker = /\[([YMDHmsf])(0*1)?\]/g;
const pictures = new Map<string, readonly Part[] | undefined>();
const cacheSize = 500;

/** The parts of a picture made of plain numbers only; undefined for all other pictures. */
function usualParts(picture: string): readonly Part[] | undefined {
  const parts: Part[] = [];
  let at = 0;
  for (const found of picture.matchAll(marker)) {
    parts.push(picture.slice(at, found.index));
    const component = found[1] as Component;
    // Written without digits, minutes and seconds have two and everything else one, as XPath has it.
    const width = found[2]?.length ?? (component === "m" || component === "s" ? 2 : 1);
    parts.push({ component, width });
    at = found.index + found[0].length;
  }
  parts.push(picture.slice(at));
  const literal = parts.every((part) => typeof part !== "string" || !/[[\]]/.test(part));
  return literal && parts.length > 1 ? parts : undefined;
}

/** A moment by a picture of plain numbers, in UTC; undefined when it needs the general formatter. */
export function formatUsualDate(millis: number, picture: string): string | undefined {
  let parts = pictures.get(picture);
  if (parts === undefined) {
    if (pictures.has(picture)) return undefined;
    parts = usualParts(picture);
    if (pictures.size >= cacheSize) pictures.clear();
    pictures.set(picture, parts);
    if (parts === undefined) return undefined;
  }
  if (!(millis >= 0 && millis < 253_402_300_800_000)) return undefined;
  const moment = momentOf(Math.trunc(millis));
  let result = "";
  for (const part of parts) result += typeof part === "string" ? part : written(moment[part.component], part);
  return result;
}

function written(value: number, part: { readonly component: Component; readonly width: number }): string {
  const { component, width } = part;
  const shown = component === "Y" && width >= 2 ? value % 10 ** width : value;
  const text = String(shown);
  return text.length < width ? text.padStart(width, "0") : text;
}

const dayMs = 86_400_000;

/** Calendar of the days since 1970, by the civil calendar's 400-year eras; quicker than a Date. */
function momentOf(millis: number): Moment {
  const days = Math.floor(millis / dayMs);
  const rest = millis - days * dayMs;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    Y: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    M: month,
    D: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
    H: Math.floor(rest / 3_600_000),
    m: Math.floor(rest / 60_000) % 60,
    s: Math.floor(rest / 1000) % 60,
    f: rest % 1000,
  };
}
