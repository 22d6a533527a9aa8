import type { Json } from "@trasvase/shared/json.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import { isList } from "../expression/expression-path.ts";
import { atLines, questionIds } from "./cell-questions.ts";
import type { Evaluated, Evaluations } from "./evaluation/evaluation-job.ts";
import type { LinesAround, TargetRow } from "./target-rows.ts";

/** What a row sends with the sample. JSONata leaves out what has no value, which is neither null nor empty (MAP-8). */
export type CellValue =
  | { readonly kind: "value"; readonly value: Json }
  | { readonly kind: "empty" }
  | { readonly kind: "null" }
  | { readonly kind: "not-sent" }
  /** The lines around it have no line, or none at the place that is looked at. */
  | { readonly kind: "no-line" }
  /** The line that is looked at is left out by a filter. */
  | { readonly kind: "left-out" }
  | { readonly kind: "failed"; readonly message: string };

/** The lines of a group for the sample. */
export interface LinesValue {
  /** What is gone through, before the filter. */
  readonly items: readonly Json[];
  /** Which of them the filter keeps, by place; all without one. */
  readonly kept: readonly number[];
  readonly failed: string | undefined;
}

/** How a value is sent. */
export function cellValue({ value, failed }: Evaluated): CellValue {
  if (failed) return { kind: "failed", message: failed.message };
  if (value === undefined) return { kind: "not-sent" };
  if (value === null) return { kind: "null" };
  return value === "" ? { kind: "empty" } : { kind: "value", value };
}

/** Reads the answers to `rowQuestions` for one sample and one line. */
export class CellReader {
  readonly #evaluations: Evaluations;
  readonly #scope: number;
  /** Which line is looked at, counted from 0; the last one where there are fewer. */
  readonly #line: number;

  constructor(evaluations: Evaluations, { scope, line }: { scope: number; line: number }) {
    this.#evaluations = evaluations;
    this.#scope = scope;
    this.#line = line;
  }

  /** What a row sends; undefined when it was not asked. */
  value(row: TargetRow): CellValue | undefined {
    const answer = this.#answer(questionIds.value(row.id));
    return answer && this.at(answer, row.lines);
  }

  /** An answer to a `cellText` at the line that is looked at. */
  at(answer: Evaluated, lines: readonly LinesAround[]): CellValue {
    const places = this.places(lines);
    const found = atLines(answer, places);
    if (found.isOutside) return { kind: "no-line" };
    const isLeftOut = lines.some((group, depth) => {
      const own = this.#lines(group.id, places.slice(0, depth));
      return own !== undefined && !own.kept.includes(places[depth] ?? 0);
    });
    return isLeftOut && !found.failed ? { kind: "left-out" } : cellValue(found);
  }

  /** The lines of a group, inside the lines around it that are looked at. */
  lines(row: TargetRow): LinesValue | undefined {
    return this.#lines(row.id, this.places(row.lines));
  }

  /** Which item of each of the lines around is looked at. */
  places(lines: readonly LinesAround[]): readonly number[] {
    const places: number[] = [];
    for (const group of lines) {
      const count = this.#lines(group.id, places)?.items.length ?? 0;
      places.push(Math.max(0, Math.min(this.#line, count - 1)));
    }
    return places;
  }

  #lines(row: string, around: readonly number[]): LinesValue | undefined {
    const asked = this.#answer(questionIds.items(row));
    if (!asked) return undefined;
    const listed = atLines(asked, around);
    const items = isList(listed.value)
      ? listed.value.map((item) => (isJsonObject(item) ? (item.v ?? null) : null))
      : [];
    const filtered = this.#answer(questionIds.kept(row));
    if (!filtered) return { items, kept: items.map((_, index) => index), failed: listed.failed?.message };
    const kept = atLines(filtered, around);
    const places = isList(kept.value) ? kept.value.filter((one) => typeof one === "number") : [];
    return { items, kept: places, failed: listed.failed?.message ?? kept.failed?.message };
  }

  #answer(id: string): Evaluated | undefined {
    return this.#evaluations[id]?.[this.#scope];
  }
}
