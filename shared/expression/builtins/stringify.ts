import { Fault } from "../fault.ts";
import type { Run } from "../run.ts";
import { marksOf, OUTER } from "../sequence.ts";
import { isNumber } from "../values.ts";

/** `$string`: JSON, with numbers rounded to 15 digits and functions as empty texts. */
export function stringify(value: unknown, pretty: boolean, run: Run): string {
  if (typeof value === "string") return value;
  if (typeof value === "function") return "";
  if (typeof value === "number") return numberText(value);
  if (value === null || typeof value !== "object") return String(value);
  const target: unknown = Array.isArray(value) && (marksOf(value) & OUTER) !== 0 ? value[0] : value;
  run.charge(4);
  const text = JSON.stringify(target, (_key, inner) => jsonMember(inner, run), pretty ? 2 : 0) as
    | string
    | undefined;
  return run.text(text ?? "");
}

/** A number as `$string` writes it. */
export function numberText(value: number): string {
  if (Number.isNaN(value) || !Number.isFinite(value)) throw new Fault("D3001", { value });
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
}

function jsonMember(value: unknown, run: Run): unknown {
  // A member costs JSON.stringify as much as several steps elsewhere.
  run.charge(4);
  if (typeof value === "string") run.chargeText(value.length);
  if (typeof value === "function") return "";
  return isNumber(value) && !Number.isInteger(value) ? Number(value.toPrecision(15)) : value;
}
