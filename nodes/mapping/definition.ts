import { field } from "@trasvase/shared/field.ts";
import { defineNode } from "@trasvase/shared/node.ts";
import * as z from "zod";
import { toFillIn } from "../connection-check.ts";
import oneLine from "./examples/order-with-lines.json" with { type: "json" };
import table from "./examples/value-table.json" with { type: "json" };

/** Turns a record into another shape: one JSONata text. */
export const mapping = defineNode({
  type: "mapping",
  kind: "map",
  title: "Mapping",
  summary: "Turns a record into the shape that the next step needs.",
  synonyms: ["map", "transform", "fields", "jsonata", "convert", "set", "rename", "function"],
  help: 'A mapping is one JSONata expression, usually an object: `{ "YourRef": id, "Amount": total }`. The table is a view of that text; editing either edits the same thing.\n\nA field whose value is nothing is **not sent**. `null` and empty text are sent as they are. Wrap lists in `[…]`, or a list of one element becomes that element.\n\n`$source` is the record as it was read, `$steps.name` what an earlier step answered, `$table("name", value)` translates a value.',
  accepts: true,
  config: z.strictObject({
    expression: field(z.string().default(""), { title: "Mapping", widget: "mapping" }),
  }),
  initial: { expression: "" },
  ports: () => [{ name: "out", title: "out" }],
  subtitle: (config) => {
    const fields = config.expression.match(/"(?:[^"\\]|\\.)*"\s*:/g)?.length ?? 0;
    if (config.expression.trim() === "") return "Nothing mapped yet";
    return fields === 0
      ? (config.expression.trim().split("\n")[0] ?? "")
      : `${fields} ${fields === 1 ? "field" : "fields"}`;
  },
  expressions: (config) =>
    config.expression.trim() === "" ? [] : [{ field: "expression", text: config.expression, gives: "value" }],
  check: (config) => (config.expression.trim() === "" ? [toFillIn("expression", "The mapping")] : []),
  examples: [oneLine, table],
});
