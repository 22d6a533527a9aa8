import type { Json } from "@trasvase/shared/json.ts";

/** What AccountView refuses; it comes as an error body, whatever the status. */
export class AccountViewFault extends Error {}

export type Row = Record<string, Json>;

/** A row of a request: its own number, that of its header, and its values by field name. */
export interface SentRow {
  readonly rowId: string;
  readonly headerId: string;
  readonly values: Readonly<Record<string, Json>>;
}

/** Whether a field has nothing in it. */
export function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}
