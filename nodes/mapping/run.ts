import { findNotJson, type Json } from "@trasvase/shared/json.ts";
import { implement, Rejection } from "@trasvase/shared/node.ts";
import { mapping } from "./definition.ts";

/** Evaluates the mapping. A record for which it gives nothing, or something that JSON cannot hold, is rejected. */
export const runMapping = implement(mapping, {
  does: "compute",
  open: (step) => {
    const expression = step.expression("expression");
    return (data, context) => ({
      emissions: [{ port: "out", data: asJson(expression.evaluate(data, context)) }],
    });
  },
});

function asJson(value: unknown): Json {
  if (value === undefined) {
    throw new Rejection(
      "no-result",
      "The mapping gave nothing for this record. Check the paths it begins with, or filter such records out before it.",
      {
        field: "expression",
      },
    );
  }
  const wrong = findNotJson(value);
  if (wrong) {
    const where = wrong.path === "" ? "The mapping" : `The field "${wrong.path}"`;
    throw new Rejection(
      "not-json",
      `${where} gave ${wrong.what}, which cannot be sent. Make it a text, a number, true, false, null, a list or an object.`,
      {
        field: "expression",
      },
    );
  }
  // findNotJson has just proven it.
  return value as Json;
}
