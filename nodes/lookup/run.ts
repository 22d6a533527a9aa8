import { findNotJson, type Json } from "@trasvase/shared/json.ts";
import { implement, Rejection } from "@trasvase/shared/node.ts";
import { matchFields } from "../connection-check.ts";
import { lookup } from "./definition.ts";

/** Says what to ask of whom; the effects door asks, in bulk. */
export const runLookup = implement(lookup, {
  does: "look-up",
  open: (step) => {
    const { connection, resource, options, onMissing } = step.config;
    const fields = matchFields(step.config.match.field);
    const value = step.expression("match.value");
    const each = step.config.each.trim() === "" ? undefined : step.expression("each");
    const ask = (wanted: unknown) => readMatchValues(wanted, fields);
    return {
      connection,
      resource,
      options,
      fields,
      onMissing,
      ask: (data, context) => {
        if (!each) return { each: false, values: [ask(value.evaluate(data, context))] };
        const elements = each.evaluate(data, context);
        const list = elements === undefined ? [] : Array.isArray(elements) ? elements : [elements];
        return { each: true, values: list.map((element) => ask(value.evaluate(element, context))) };
      },
    };
  },
});

/** The values of a match, one per field. An empty one is refused: a search without filter would find anything. */
function readMatchValues(value: unknown, fields: readonly string[]): readonly Json[] {
  const values: readonly unknown[] = fields.length > 1 && Array.isArray(value) ? value : [value];
  if (values.length !== fields.length) {
    throw new Rejection(
      "match-value",
      `The match needs ${fields.length} values, one per field, and got ${values.length}. Write them as a list: [a, b].`,
      {
        field: "match.value",
      },
    );
  }
  return values.map((one, index) => {
    if (one === undefined || one === null || one === "") {
      throw new Rejection(
        "empty-match",
        `The value for "${fields[index] ?? ""}" is empty, so nothing can be looked up. Fill it in the source, or filter such records out before this step.`,
        {
          field: "match.value",
        },
      );
    }
    if (typeof one === "object" || findNotJson(one)) {
      throw new Rejection(
        "match-value",
        `The value for "${fields[index] ?? ""}" must be a text, a number, true or false.`,
        { field: "match.value" },
      );
    }
    // A scalar that JSON can hold.
    return one as Json;
  });
}
