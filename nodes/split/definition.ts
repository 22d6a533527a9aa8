import { field } from "@trasvase/shared/field.ts";
import { defineNode } from "@trasvase/shared/node.ts";
import * as z from "zod";
import { toFillIn } from "../connection-check.ts";
import lines from "./examples/order-lines.json" with { type: "json" };

/** Makes one record of each element of a list. */
export const split = defineNode({
  type: "split",
  kind: "logic",
  title: "Split",
  summary: "Makes one record of each element of a list.",
  synonyms: ["for each", "loop", "lines", "explode", "unwind", "items", "iterate"],
  help: "Each element goes on as a record of its own, in order. `$source` still shows the record as it was read, and `$steps` what it passed before. An empty list ends the record as *filtered*: 0 elements.",
  accepts: true,
  config: z.strictObject({
    items: field(z.string().default(""), {
      title: "List",
      widget: "expression",
      help: "JSONata that gives the list. One value counts as a list of one.",
      example: "lines",
    }),
    key: field(z.string().default(""), {
      title: "Key of an element",
      widget: "expression",
      help: "JSONata over the element. Empty: the record's key and the element's place.",
      example: "sku",
      advanced: true,
    }),
  }),
  initial: { items: "" },
  ports: () => [{ name: "out", title: "out" }],
  subtitle: (config) => (config.items.trim() === "" ? "No list yet" : `each of ${config.items.trim()}`),
  expressions: (config) => [
    ...(config.items.trim() === "" ? [] : [{ field: "items", text: config.items, gives: "list" as const }]),
    ...(config.key.trim() === "" ? [] : [{ field: "key", text: config.key, gives: "value" as const }]),
  ],
  check: (config) => (config.items.trim() === "" ? [toFillIn("items", "The list")] : []),
  examples: [lines],
});
