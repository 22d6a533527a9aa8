import { createHash } from "node:crypto";
import type { Json } from "@trasvase/shared/json.ts";

/** What Exact Online refuses, with the status it refuses it with. */
export class StoreFault extends Error {
  readonly status: 400 | 403 | 404 | 500;

  constructor(status: 400 | 403 | 404 | 500, message: string) {
    super(message);
    this.status = status;
  }
}

/** A stored record: every field of its resource, null where nothing was ever put, and its row version. */
export type Entity = Record<string, Json>;

/** The name under which a record keeps its row version. */
export const rowVersion = "Timestamp";

/** A GUID that is always the same for the same text. */
export function guidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

/** A value as the database compares it: without regard to case and to blanks around. */
export function comparable(value: Json | undefined): string {
  return String(value ?? "")
    .trim()
    .toLowerCase();
}
