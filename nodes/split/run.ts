import { findNotJson, type Json } from "@trasvase/shared/json.ts";
import { implement, Rejection } from "@trasvase/shared/node.ts";
import { showValue } from "@trasvase/shared/open-step.ts";
import { split } from "./definition.ts";

/** Emits one record per element. A missing list and an empty one both end the record, on purpose. */
export const runSplit = implement(split, {
  does: "compute",
  open: (step) => {
    const items = step.expression("items");
    const key = step.config.key.trim() === "" ? undefined : step.expression("key");
    return (data, context) => {
      const elements = asList(items.evaluate(data, context));
      if (elements.length === 0) return { emissions: [], nothing: "The list is empty: 0 elements." };
      return {
        emissions: elements.map((element, ordinal) => ({
          port: "out",
          data: element,
          ordinal,
          key: key ? asKey(key.evaluate(element, context)) : `${context.meta.key}/${ordinal + 1}`,
        })),
      };
    };
  },
});

function asList(value: unknown): readonly Json[] {
  if (value === undefined) return [];
  const wrong = findNotJson(value);
  if (wrong) {
    throw new Rejection("not-json", `The list holds ${wrong.what}, which cannot go on as a record.`, {
      field: "items",
    });
  }
  // findNotJson has just proven it.
  const json = value as Json;
  return Array.isArray(json) ? json : [json];
}

function asKey(value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new Rejection(
    "empty-key",
    `The key of an element must be a text or a number, and it is ${value === undefined || value === "" ? "empty" : showValue(value)}.`,
    {
      field: "key",
    },
  );
}
