import { RETENTION_CLASSES, type RetentionClass } from "@trasvase/db/schema/flow.ts";

/** Where a row of the record log stands: its partition and its number there. */
export interface RecordAddress {
  readonly retention: RetentionClass;
  /** UTC day, such as 2026-11-23. */
  readonly day: string;
  readonly id: number;
}

/** The address as the id the API uses, such as `30.2026-11-23.17`. */
export function printRecordAddress({ retention, day, id }: RecordAddress): string {
  return `${retention}.${day}.${id}`;
}

/** Reads such an id; undefined when it is none. */
export function parseRecordAddress(text: string): RecordAddress | undefined {
  const [, retentionText, day, idText] = /^(\d{1,3})\.(\d{4}-\d{2}-\d{2})\.(\d{1,15})$/.exec(text) ?? [];
  const retention = RETENTION_CLASSES.find((one) => one === Number(retentionText));
  if (retention === undefined || day === undefined || Number.isNaN(Date.parse(day))) return undefined;
  return { retention, day, id: Number(idText) };
}
