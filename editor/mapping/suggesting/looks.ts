import type { Json } from "@trasvase/shared/json.ts";

/** What kind of thing a text looks like; told by its form alone. */
export type Look =
  | "email"
  | "guid"
  | "date"
  | "dateTime"
  | "url"
  | "iban"
  | "phone"
  | "dutchPostcode"
  | "country"
  | "vatNumber";

const forms: readonly (readonly [Look, RegExp])[] = [
  ["email", /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ["guid", /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i],
  ["dateTime", /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/],
  ["date", /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})$/],
  ["url", /^https?:\/\/\S+$/],
  ["iban", /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/],
  ["vatNumber", /^(?:NL\d{9}B\d{2}|BE0?\d{9,10}|DE\d{9}|ES[A-Z0-9]\d{7}[A-Z0-9]|FR[A-Z0-9]{2}\d{9})$/],
  ["dutchPostcode", /^\d{4} ?[A-Z]{2}$/],
  ["country", /^[A-Z]{2}$/],
  ["phone", /^(?:\+|00?)[\d\s().-]{8,17}$/],
];

/** What a value looks like; undefined for what has no form of its own. */
export function lookOf(value: Json | undefined): Look | undefined {
  if (typeof value !== "string" || value.length > 300) return undefined;
  return forms.find(([, form]) => form.test(value.trim()))?.[0];
}
