import { ExpressionError } from "@trasvase/shared/expression/error.ts";
import { reads } from "@trasvase/shared/expression/reads.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { isList } from "../../expression/expression-path.ts";
import type { Evaluated, Scope } from "../evaluation/evaluation-job.ts";

/** How many elements the lists have that a list target is tried with (MAP-7). */
export const sizesTried = [0, 1, 2] as const;
export type SizeTried = (typeof sizesTried)[number];

/** What becomes of a list target with so many elements. */
export type ListOutcome = "list" | "single" | "missing" | "failed";

/** What a list target gave with each number of elements. */
export type ListCheck = readonly { readonly size: SizeTried; readonly outcome: ListOutcome }[];

/** Whether it stays a list however many elements there are. */
export function staysList(check: ListCheck): boolean {
  return check.every(({ outcome }) => outcome === "list" || outcome === "failed");
}

/** The paths with their root that an expression reads; none when it has a mistake. */
function readPaths(text: string): readonly (readonly string[])[] {
  try {
    const paths = reads(text).map(({ root, path }) => [root, ...path]);
    return [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
  } catch (error) {
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}

/**
 * The scope with every list that an expression goes through cut down, or filled up by repeating, to so many elements.
 * `lists` lends elements where the sample's list is empty. Undefined when it reads no list.
 */
export function scopeWithSize(
  text: string,
  scope: Scope,
  size: SizeTried,
  lenders: readonly Scope[],
): Scope | undefined {
  let { data, source, steps } = scope;
  let found = false;
  for (const [root = "$", ...path] of readPaths(text)) {
    const resize = (value: Json, others: readonly Json[]): Json => {
      const resized = withSize(value, path, size, others);
      if (resized !== value) found = true;
      return resized;
    };
    if (root === "$")
      data = resize(
        data,
        lenders.map((one) => one.data),
      );
    else if (root === "$source")
      source = resize(
        source,
        lenders.map((one) => one.source),
      );
    else if (root === "$steps") {
      const resized = resize(
        { ...steps },
        lenders.map((one) => ({ ...one.steps })),
      );
      if (isJsonObject(resized)) steps = resized;
    }
  }
  return found ? { ...scope, data, source, steps } : undefined;
}

/** A value with the first list on a path made to have so many elements. The value itself when there is no list on the way. */
function withSize(value: Json, path: readonly string[], size: SizeTried, others: readonly Json[]): Json {
  if (isList(value)) {
    const elements = value.length > 0 ? value : (others.find((one) => isList(one) && one.length > 0) ?? []);
    if (!isList(elements) || (elements.length === 0 && size > 0)) return value;
    return Array.from({ length: size }, (_, index) => elements[index % elements.length] ?? null);
  }
  const [name, ...rest] = path;
  if (name === undefined || !isJsonObject(value) || !Object.hasOwn(value, name)) return value;
  const member = value[name];
  if (member === undefined) return value;
  const resized = withSize(
    member,
    rest,
    size,
    others.flatMap((one) => (isJsonObject(one) && one[name] !== undefined ? [one[name]] : [])),
  );
  return resized === member ? value : { ...value, [name]: resized };
}

/** What an answer says about a list target. */
export function listOutcome({ value, failed }: Evaluated): ListOutcome {
  if (failed) return "failed";
  if (value === undefined) return "missing";
  return isList(value) ? "list" : "single";
}
