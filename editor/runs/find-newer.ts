import type { RecordDetail, RecordRow } from "@trasvase/shared/contract/record.ts";

/** Of the latest walks of a key the one that came after this walk of the same record; undefined when this is the latest. */
export function findNewer(
  record: Pick<RecordDetail, "id" | "flow" | "run" | "key" | "attempts">,
  latest: readonly RecordRow[],
): RecordRow | undefined {
  return latest.find(
    (row) =>
      row.id !== record.id &&
      row.flow === record.flow &&
      row.run === record.run &&
      row.key === record.key &&
      row.attempts > record.attempts,
  );
}
