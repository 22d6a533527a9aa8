import type { Json } from "@trasvase/shared/json.ts";
import { isList, printValuePath, type ValuePath, valueAt } from "./expression-path.ts";
import { type ExpressionScope, valuesAt } from "./fields-at.ts";

/**
 * How a field is written at a place in an expression. Inside `lines.{ … }` the elements of the list are in view, so `lines.price` is
 * written `price` there; anywhere else the path begins at the record.
 */
export function pathAtCaret(path: ValuePath, text: string, caret: number, scope: ExpressionScope): string {
  const inView = valuesAt(text, caret, scope);
  if (scope.data !== undefined && !sees(inView, scope.data)) {
    for (let length = path.length - 1; length > 0; length--) {
      const owner = valueAt(scope.data, path.slice(0, length));
      if (owner !== undefined && sees(inView, owner)) return printValuePath(path.slice(length));
    }
    return printValuePath(path, "$$");
  }
  return printValuePath(path);
}

/** Whether the values in view are this one or elements of it: the same objects, not equal ones. */
function sees(inView: readonly Json[], value: Json): boolean {
  return inView.some((one) => one === value || (isList(value) && value.includes(one)));
}
