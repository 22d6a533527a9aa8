import type { Json } from "@trasvase/shared/json.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import { isList, printValuePath } from "../../expression/expression-path.ts";
import type { PickedField } from "./picked-field.ts";

/** A group of lines around a cell, with what it goes through for the sample. */
export interface ItemsAround {
  readonly context: string;
  readonly items: readonly Json[];
}

/** How a source field is written at a cell. */
export interface RelatedPath {
  readonly text: string;
  /** Whether a list is still on the way, so that the path gives several values. */
  readonly isMany: boolean;
  /** Whether it begins at the line in view rather than at the record. */
  readonly isOfLine: boolean;
  /** The innermost list on the way, when it is not the one whose lines are in view. */
  readonly otherList:
    | { readonly length: number; readonly text: string; readonly rest: readonly string[] }
    | undefined;
}

/**
 * Writes the way to a field from inside groups of lines. Of a field of the lines in view only what follows the list is written; any
 * other begins at the record. `rootValue` gives the value of a root for the sample.
 */
export function relatePath(
  { root, path, lists }: PickedField,
  around: readonly ItemsAround[],
  rootValue: (root: string) => Json | undefined,
): RelatedPath {
  const inner = lists.filter((length) => length < path.length);
  const innermost = around.at(-1);
  const own = inner.findLast(
    (length) =>
      innermost !== undefined &&
      goesThrough(
        innermost,
        { root, path: path.slice(0, length) },
        elementsAt(rootValue(root), path.slice(0, length)),
      ),
  );
  if (own !== undefined) {
    const rest = path.slice(own);
    return {
      text: printValuePath(rest),
      isMany: inner.some((length) => length > own),
      isOfLine: true,
      otherList: undefined,
    };
  }
  const from = root === "" && around.length > 0 ? "$$" : root;
  const last = inner.at(-1);
  return {
    text: printValuePath(path, from),
    isMany: inner.length > 0,
    isOfLine: false,
    otherList:
      last === undefined || around.length === 0
        ? undefined
        : { length: last, text: printValuePath(path.slice(0, last), from), rest: path.slice(last) },
  };
}

/** Whether a group of lines goes through the elements of a list: by the values, or with no lines in the sample by what is written. */
function goesThrough(
  { context, items }: ItemsAround,
  list: { readonly root: string; readonly path: readonly string[] },
  elements: readonly Json[],
): boolean {
  if (items.length > 0 && elements.length > 0) {
    const known = new Set(elements.map((element) => JSON.stringify(element)));
    return items.every((item) => known.has(JSON.stringify(item)));
  }
  const written = itemsPath(context);
  return (
    written === printValuePath(list.path, list.root) ||
    written === printValuePath(list.path, list.root || "$$")
  );
}

/** The path of a group's items without the counter at its end. */
export function itemsPath(context: string): string {
  return context.replace(/\s*#\s*\$\w+\s*$/, "").trim();
}

/** The elements at a path, lists on the way and at its end gone through. */
function elementsAt(value: Json | undefined, path: readonly string[]): readonly Json[] {
  let found: readonly Json[] = value === undefined ? [] : spread(value);
  for (const name of path) {
    found = found.flatMap((one) => {
      const member = isJsonObject(one) && Object.hasOwn(one, name) ? one[name] : undefined;
      return member === undefined ? [] : spread(member);
    });
  }
  return found;
}

function spread(value: Json): readonly Json[] {
  return isList(value) ? value.flatMap(spread) : [value];
}
