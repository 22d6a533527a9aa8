import { type View, viewAt } from "@trasvase/shared/expression/view-at.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { isList, printValuePath, type ValuePath, valueAt } from "./expression-path.ts";

/** The text an expression stands in, and where in it. */
interface TextPlace {
  readonly text: string;
  readonly offset: number;
}

/**
 * How a field of a record is written at a place in an expression. Inside `lines.{ … }` the elements of the list are in view, so
 * `lines.price` is written `price` there; anywhere else the path begins at the record. `view` is what the expression begins with.
 */
export function writePathAt(
  path: ValuePath,
  { text, offset }: TextPlace,
  record: Json | undefined,
  view: View | undefined,
): string {
  if (record === undefined || view === undefined) return printValuePath(path);
  const inView = viewAt(text, offset, [view]).views.map(({ value }) => value);
  if (sees(inView, record)) return printValuePath(path);
  for (let length = path.length - 1; length > 0; length--) {
    const owner = valueAt(record, path.slice(0, length));
    if (owner !== undefined && sees(inView, owner)) return printValuePath(path.slice(length));
  }
  if (view.root === record) return printValuePath(path, "$$");
  return printValuePath(path, view.context?.source === record ? "$source" : "");
}

/** Whether the values in view are this one or elements of it: the same objects, not equal ones. */
function sees(inView: readonly unknown[], value: Json): boolean {
  return inView.some((one) => one === value || (isList(value) && value.some((item) => item === one)));
}
