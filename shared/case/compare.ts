import * as z from "zod";
import { isJsonObject, type Json } from "../json.ts";
import type { Expected } from "./case.ts";
import { type Observed, pick } from "./observe.ts";

const json: z.ZodType<Json> = z.json();

/** One difference between what was expected of a case and what the flow does. A value that is left out is not there. */
export const differenceSchema = z.object({
  step: z.string(),
  what: z.enum(["output", "count", "decision", "outcome"]),
  /** In a record that leaves the step; empty: the whole record, or the step itself. */
  path: z.string(),
  /** Which of the records that leave the step, counted from 0, when there are several. */
  record: z.number().int().optional(),
  expected: json.optional(),
  actual: json.optional(),
});

export type Difference = Readonly<z.infer<typeof differenceSchema>>;

/** More say nothing more. */
const mostDifferences = 100;

/** What differs from what was expected; nothing expected, nothing differs. */
export function compareCase(expected: Expected, observed: Observed): readonly Difference[] {
  const found: Difference[] = [];
  for (const [step, records] of Object.entries(expected.outputs ?? {})) {
    compareRecords(found, step, records, observed.outputs[step] ?? []);
  }
  for (const [step, { paths, values }] of Object.entries(expected.fields ?? {})) {
    const actual = (observed.outputs[step] ?? []).map((one) => pick(one, paths));
    compareRecords(found, step, values, actual, true);
  }
  for (const [step, decided] of Object.entries(expected.decisions ?? {})) {
    const actual = observed.decisions[step] ?? [];
    if (decided.join() !== actual.join()) {
      found.push({ step, what: "decision", path: "", expected: short(decided), actual: short(actual) });
    }
  }
  if (expected.outcomes) compareOutcomes(found, expected.outcomes, observed.outcomes);
  return found.slice(0, mostDifferences);
}

function compareRecords(
  found: Difference[],
  step: string,
  expected: readonly Json[],
  actual: readonly Json[],
  isPicked = false,
): void {
  if (expected.length !== actual.length) {
    found.push({ step, what: "count", path: "", expected: expected.length, actual: actual.length });
  }
  const several = expected.length > 1 || actual.length > 1;
  expected.forEach((one, record) => {
    const other = actual[record];
    if (other === undefined) return;
    const place = several ? { record } : {};
    compareValues(one, other, isPicked ? picked : nested, "", (path, before, after) => {
      found.push({
        step,
        what: "output",
        path,
        ...place,
        ...has("expected", before),
        ...has("actual", after),
      });
    });
  });
}

function has<Name extends string>(name: Name, value: Json | undefined) {
  return value === undefined ? {} : { [name]: value };
}

type Tell = (path: string, expected: Json | undefined, actual: Json | undefined) => void;

const nested = (path: string, name: string) => (path === "" ? name : `${path}.${name}`);
/** Names of picked fields are paths already. */
const picked = (path: string, name: string) => (path === "" ? name : nested(path, name));

function compareValues(
  expected: Json | undefined,
  actual: Json | undefined,
  join: typeof nested,
  path: string,
  tell: Tell,
): void {
  if (isList(expected) && isList(actual)) {
    for (let index = 0; index < Math.max(expected.length, actual.length); index++) {
      compareValues(expected[index], actual[index], join, `${path}[${index}]`, tell);
    }
    return;
  }
  if (isJsonObject(expected) && isJsonObject(actual)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      compareValues(own(expected, name), own(actual, name), join, join(path, name), tell);
    }
    return;
  }
  if (expected !== actual) tell(path, expected, actual);
}

function own(value: Readonly<Record<string, Json>>, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

// Array.isArray does not narrow readonly arrays.
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

type Ending = Observed["outcomes"][number];

function compareOutcomes(found: Difference[], expected: readonly Ending[], actual: readonly Ending[]): void {
  const left = [...actual];
  const missing = expected.filter((one) => {
    const place = left.findIndex((other) => sameEnding(one, other));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
  for (const one of missing) {
    // The same step ended otherwise: one difference, not two.
    const place = left.findIndex((other) => other.step === one.step);
    const [other] = place < 0 ? [] : left.splice(place, 1);
    found.push({
      step: one.step,
      what: "outcome",
      path: "",
      expected: printEnding(one),
      ...has("actual", other && printEnding(other)),
    });
  }
  for (const one of left) found.push({ step: one.step, what: "outcome", path: "", actual: printEnding(one) });
}

function sameEnding(one: Ending, other: Ending): boolean {
  return one.step === other.step && one.outcome === other.outcome && one.port === other.port;
}

function printEnding({ outcome, port }: Ending): string {
  return port === undefined ? outcome : `${outcome} (${port})`;
}

function short(decided: readonly string[]): Json | undefined {
  return decided.length > 1 ? [...decided] : (decided[0] ?? null);
}
