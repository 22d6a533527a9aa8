import { isJsonObject, type Json } from "../json.ts";
import { standInDate } from "./dates.ts";
import { hasCountry, isIban, standInIban } from "./numbers.ts";
import { type Digest, digitsFor, lettersFor, withCaseOf } from "./words.ts";

/**
 * Stand-ins: made-up values in the place of personal ones. A stand-in has the type and shape of its original (an e-mail address stays one,
 * a digit stays a digit, a capital a capital, a date a date of the same year), and equal values give equal stand-ins.
 *
 * They are made word by word, whatever the case of its letters: the stand-in of "Anna JANSEN" is those of "Anna" and "Jansen", the latter
 * in capitals. So conditions, joins and look-ups that compare, split or capitalise personal fields mostly come out as they would have.
 */
export interface StandIns {
  text(text: string): string;
  /** A value with everything inside; the names of members stay, and so do `true`, `false` and `null`. */
  value(value: Json): Json;
}

/** Words remembered before starting again: digests cost a microsecond each and names repeat. */
const mostWords = 20_000;

const word = /\p{N}+|[\p{L}\p{M}]+/gu;
/** Bounded, so that a long text without spaces cannot make it slow. */
const mailOrWord =
  /(?<mail>[^\s@<>()[\],;:"'=/]{1,64}@[\p{L}\p{M}\p{N}.-]{1,190}\.[\p{L}\p{M}]{2,24})|\p{N}+|[\p{L}\p{M}]+/gu;

/** Stand-ins of one workspace. Pure: the same digest gives the same stand-ins for ever. */
export function makeStandIns(digest: Digest): StandIns {
  const words = new Map<string, string>();

  function standInWord(original: string): string {
    const name = original.normalize("NFC").toLowerCase();
    let made = words.get(name);
    if (made === undefined) {
      made = /^\p{N}/u.test(name) ? digitsFor(name, digest) : lettersFor(name, digest);
      if (words.size >= mostWords) words.clear();
      words.set(name, made);
    }
    return withCaseOf(original, made);
  }

  const standInWords = (text: string) => text.replace(word, standInWord);

  function text(original: string): string {
    const date = standInDate(original, digest);
    if (date !== undefined) return date;
    if (isIban(original)) return standInIban(original, standInWords);
    if (hasCountry(original)) return original.slice(0, 2) + standInWords(original.slice(2));
    if (!original.includes("@")) return standInWords(original);
    return original.replace(mailOrWord, (found, mail: string | undefined) =>
      mail === undefined ? standInWord(found) : standInMail(mail, standInWords),
    );
  }

  function value(original: Json): Json {
    if (typeof original === "string") return text(original);
    if (typeof original === "number") return standInNumber(original, standInWord);
    if (Array.isArray(original)) return original.map(value);
    if (!isJsonObject(original)) return original;
    return Object.fromEntries(Object.entries(original).map(([name, member]) => [name, value(member)]));
  }

  return { text, value };
}

/** Ends in `.test`, which belongs to nobody: whatever is done with a stand-in, no mail reaches a stranger. */
function standInMail(address: string, standInWords: (text: string) => string): string {
  const end = address.lastIndexOf(".");
  const top = address.slice(end + 1);
  return `${standInWords(address.slice(0, end))}.${top === top.toUpperCase() ? "TEST" : "test"}`;
}

/** As many digits before and after the point, the same sign. */
function standInNumber(original: number, standInWord: (digits: string) => string): number {
  const [, sign = "", whole = "", , fraction, exponent = ""] =
    /^(-?)(\d+)(\.(\d+))?(e[-+]\d+)?$/.exec(String(original)) ?? [];
  if (whole === "") return original;
  const made = standInWord(whole) + (fraction === undefined ? "" : `.${standInWord(fraction)}`);
  return Number(sign + made + exponent);
}
