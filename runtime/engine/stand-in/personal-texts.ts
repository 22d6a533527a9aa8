import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import type { StandIns } from "@trasvase/shared/stand-in/stand-ins.ts";

/** Shorter values are replaced only where they are the whole text: "12" says nothing about a person inside "2012". */
const shortestInside = 3;
/** Shorter values are replaced inside a text only where they stand as words. */
const shortestAnywhere = 6;
/** In messages, words of this length or more are replaced one by one too: a message may show a part of a value. */
const shortestWord = 4;
const shortestNumber = 4;

/**
 * What is known to be personal in one record: its personal values with their stand-ins, and what was made of them on its way. For what is
 * stored besides the record itself: answers, requests as they left, messages.
 */
export class PersonalTexts {
  readonly #standIns = new Map<string, string>();
  #pattern: RegExp | undefined;
  #words: RegExp | undefined;
  #byFolded = new Map<string, string>();

  /** Learns from a value and the same value made of stand-ins: where they differ, something personal was. */
  learn(original: Json | undefined, standIn: Json | undefined): void {
    if (original === standIn || original === undefined || standIn === undefined) return;
    if (typeof original === "string" || typeof original === "number") {
      if (typeof standIn === "string" || typeof standIn === "number")
        this.#add(String(original), String(standIn));
      return;
    }
    if (isList(original)) {
      if (!isList(standIn)) return;
      for (const [index, one] of original.entries()) this.learn(one, standIn[index]);
      return;
    }
    if (!isJsonObject(original) || !isJsonObject(standIn)) return;
    for (const [name, member] of Object.entries(original)) {
      if (Object.hasOwn(standIn, name)) this.learn(member, standIn[name]);
    }
  }

  #add(original: string, standIn: string): void {
    if (original.trim() === "" || original === standIn || this.#standIns.has(original)) return;
    this.#standIns.set(original, standIn);
    this.#pattern = undefined;
    this.#words = undefined;
  }

  /** The same stand-ins, except that what was learnt comes first. */
  before(standIns: StandIns): StandIns {
    const text = (original: string) => this.#standIns.get(original) ?? standIns.text(original);
    const value = (original: Json): Json => {
      if (typeof original === "string") return text(original);
      if (isList(original)) return original.map(value);
      if (!isJsonObject(original)) return standIns.value(original);
      return Object.fromEntries(Object.entries(original).map(([name, member]) => [name, value(member)]));
    };
    return { text, value };
  }

  /** A value whose members that are a personal value are stand-ins. Parts of texts stay. */
  whole(value: Json): Json {
    return this.#map(value, (text) => text);
  }

  /** A value in which personal values are stand-ins, also as parts of texts. */
  inside(value: Json): Json {
    return this.#map(value, (text) => this.text(text));
  }

  /** A text, such as an address, in which personal values are stand-ins, however they were written into it. */
  text(text: string): string {
    const known = this.#standIns.get(text);
    if (known !== undefined) return known;
    if (this.#standIns.size === 0) return text;
    this.#pattern ??= this.#makePattern();
    return text.replace(this.#pattern, (found) => this.#standInOf(found));
  }

  /** A sentence in which personal values, and single words of them, are stand-ins. */
  message(text: string): string {
    if (this.#standIns.size === 0) return text;
    this.#pattern ??= this.#makePattern();
    this.#words ??= this.#makeWords();
    return this.text(text).replace(this.#words, (word) => this.#standInOf(word));
  }

  #map(value: Json, ofText: (text: string) => string): Json {
    if (typeof value === "string") {
      if (value.length < shortestInside) return value;
      return this.#standIns.get(value) ?? ofText(value);
    }
    if (typeof value === "number") {
      const text = String(value);
      const known = text.length < shortestNumber ? undefined : this.#standIns.get(text);
      return known === undefined || Number.isNaN(Number(known)) ? value : Number(known);
    }
    if (isList(value)) return value.map((one) => this.#map(one, ofText));
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, this.#map(member, ofText)]),
    );
  }

  #standInOf(found: string): string {
    const exact = this.#standIns.get(found);
    if (exact !== undefined) return exact;
    const standIn = this.#byFolded.get(found.toLowerCase()) ?? "";
    if (found === found.toUpperCase()) return standIn.toUpperCase();
    return found === found.toLowerCase() ? standIn.toLowerCase() : standIn;
  }

  #makePattern(): RegExp {
    this.#byFolded = new Map();
    const parts: string[] = [];
    for (const [original, standIn] of this.#standIns) {
      if (original.length < shortestInside) continue;
      for (const write of writings) {
        const text = write(original);
        if (text !== original || write === asIs) {
          this.#byFolded.set(text.toLowerCase(), write(standIn));
          parts.push(text);
        }
      }
    }
    parts.sort((one, other) => other.length - one.length);
    return patternOf(parts.map((part) => (part.length < shortestAnywhere ? asWord(part) : escaped(part))));
  }

  #makeWords(): RegExp {
    const words = new Set<string>();
    for (const [original, standIn] of this.#standIns) {
      const made = standIn.match(/[\p{L}\p{M}]+/gu) ?? [];
      for (const [index, word] of (original.match(/[\p{L}\p{M}]+/gu) ?? []).entries()) {
        const folded = word.toLowerCase();
        if (word.length < shortestWord || this.#byFolded.has(folded)) continue;
        this.#byFolded.set(folded, made[index] ?? "…");
        words.add(word);
      }
    }
    return patternOf([...words].map(asWord));
  }
}

const asIs = (text: string) => text;

/** The ways a value is written into an address or a body. */
const writings: readonly ((text: string) => string)[] = [
  asIs,
  encode,
  (text) => encode(text).replaceAll("%20", "+"),
  (text) => text.replaceAll("'", "''"),
  (text) => JSON.stringify(text).slice(1, -1),
];

function encode(text: string): string {
  // Half a character cannot be part of an address.
  return /\p{Surrogate}/u.test(text) ? text : encodeURIComponent(text);
}

function asWord(text: string): string {
  return `(?<![\\p{L}\\p{N}])${escaped(text)}(?![\\p{L}\\p{N}])`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** A pattern of nothing finds nothing. */
function patternOf(parts: readonly string[]): RegExp {
  return new RegExp(parts.length === 0 ? "(?!)" : parts.join("|"), "giu");
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
