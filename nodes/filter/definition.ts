import { field } from "@trasvase/shared/field.ts";
import { defineNode } from "@trasvase/shared/node.ts";
import * as z from "zod";
import { toFillIn } from "../connection-check.ts";
import onlyPaid from "./examples/only-paid.json" with { type: "json" };

/** Lets through the records for which a condition holds. */
export const filter = defineNode({
  type: "filter",
  kind: "logic",
  title: "Filter",
  summary: "Lets through the records that meet a condition.",
  synonyms: ["condition", "if", "where", "only", "skip", "exclude", "keep"],
  help: 'A record goes on by **kept** when the condition holds, otherwise by **dropped**. What is dropped with nothing connected ends as *filtered*, with the reason in the log.\n\nThe condition is JSONata: `status = "paid" and total > 0`. A missing field makes a comparison false.',
  accepts: true,
  config: z.strictObject({
    keep: field(z.string().default(""), {
      title: "Keep records where",
      widget: "condition",
      example: 'status = "paid"',
    }),
  }),
  initial: { keep: "" },
  ports: () => [
    { name: "kept", title: "kept" },
    { name: "dropped", title: "dropped", optional: true },
  ],
  subtitle: (config) => (config.keep.trim() === "" ? "No condition yet" : config.keep.trim()),
  expressions: (config) =>
    config.keep.trim() === "" ? [] : [{ field: "keep", text: config.keep, gives: "condition" }],
  check: (config) => (config.keep.trim() === "" ? [toFillIn("keep", "The condition")] : []),
  examples: [onlyPaid],
});
