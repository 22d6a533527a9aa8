import type { Survey, SurveyCell } from "../preview/survey-worker.ts";

/** What all samples did at one step, in figures. */
export interface StepTotals {
  /** Samples that reached the step, as far as is known. */
  readonly arrived: number;
  readonly rejected: number;
  /** Samples that went on by an exit. */
  readonly passed: number;
  /** Of a destination: how many would be created, updated … */
  readonly decisions: readonly (readonly [NonNullable<SurveyCell["decision"]>, number])[];
}

const decisions = ["create", "update", "unchanged", "skip", "reject"] as const;

/** Counts the samples at one step. */
export function countStep(rows: Survey["rows"], step: string): StepTotals {
  const cells = rows.flatMap((row) => row[step] ?? []);
  const arrived = cells.filter((cell) => cell.state !== "not-reached" && cell.state !== "waiting");
  return {
    arrived: arrived.length,
    rejected: arrived.filter((cell) => cell.state === "rejected").length,
    passed: arrived.filter((cell) => cell.state === "passed" || cell.state === "decided").length,
    decisions: decisions.flatMap((decision) => {
      const count = arrived.filter((cell) => cell.decision === decision).length;
      return count > 0 ? [[decision, count] as const] : [];
    }),
  };
}

/** A place in the grid: a sample and a step; -1 is the sample's own column. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a place; undefined when the key does not move. */
export function gridTarget(
  key: string,
  { row, column }: GridPlace,
  rows: number,
  columns: number,
): GridPlace | undefined {
  const clamp = (place: GridPlace): GridPlace => ({
    row: Math.max(0, Math.min(rows - 1, place.row)),
    column: Math.max(-1, Math.min(columns - 1, place.column)),
  });
  switch (key) {
    case "ArrowUp":
      return clamp({ row: row - 1, column });
    case "ArrowDown":
      return clamp({ row: row + 1, column });
    case "ArrowLeft":
      return clamp({ row, column: column - 1 });
    case "ArrowRight":
      return clamp({ row, column: column + 1 });
    case "PageUp":
      return clamp({ row: row - 10, column });
    case "PageDown":
      return clamp({ row: row + 10, column });
    case "Home":
      return clamp({ row, column: -1 });
    case "End":
      return clamp({ row, column: columns - 1 });
    default:
      return undefined;
  }
}
