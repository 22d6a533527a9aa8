import { field } from "@trasvase/shared/field.ts";
import { defineNode } from "@trasvase/shared/node.ts";
import * as z from "zod";
import { checkConnected, checkMatch, matchFields, toFillIn } from "../connection-check.ts";
import customer from "./examples/customer-by-email.json" with { type: "json" };
import items from "./examples/items-of-lines.json" with { type: "json" };

const matchSchema = z.strictObject({
  field: field(z.union([z.string(), z.array(z.string()).min(1)]).default(""), {
    title: "Where this field",
    widget: "resource-field",
  }),
  value: field(z.string().default(""), { title: "equals", widget: "expression", example: "customer.email" }),
});

/** Finds a record in another system, without changing anything. */
export const lookup = defineNode({
  type: "lookup",
  kind: "lookup",
  title: "Lookup",
  summary: "Finds a matching record in another system.",
  synonyms: ["find", "search", "enrich", "join", "get", "reference", "match"],
  help: "The record passes on unchanged; what was found is `$steps.<name of this step>`. With *for each element of* it asks once per element and answers a list of the same length and order, with `null` where nothing was found.\n\nMore than one match is rejected as ambiguous, and an empty value is rejected too: a lookup never guesses.",
  accepts: true,
  config: z.strictObject({
    connection: field(z.string().default(""), { title: "Connection", widget: "connection" }),
    resource: field(z.string().default(""), { title: "Look in", widget: "resource" }),
    options: field(z.record(z.string(), z.json()).default({}), {
      title: "Options",
      widget: "options",
      advanced: true,
    }),
    match: field(matchSchema.default({ field: "", value: "" }), { title: "Match", widget: "lookup-match" }),
    each: field(z.string().default(""), {
      title: "For each element of",
      widget: "expression",
      help: "JSONata that gives a list; the value is then taken from each element. Empty: one question per record.",
      example: "lines",
      advanced: true,
    }),
    personal: field(z.array(z.string()).default([]), {
      title: "Personal fields",
      widget: "field-list",
      help: "Fields that say something about a person, besides those the system declares itself. Where nothing is owed any more, and in kept samples and cases, they become stand-ins.",
      advanced: true,
    }),
    onMissing: field(z.enum(["reject", "null", "port"]).default("reject"), {
      title: "When nothing is found",
      widget: "choice",
      choices: {
        reject: "reject the record",
        null: "go on, the answer is null",
        port: "go on by the exit “missing”",
      },
    }),
  }),
  initial: { connection: "", resource: "", match: { field: "", value: "" } },
  ports: (config) => [
    { name: "found", title: "found" },
    ...(config.onMissing === "port" ? [{ name: "missing", title: "missing" }] : []),
  ],
  subtitle: (config) => {
    const fields = matchFields(config.match.field);
    return config.resource === ""
      ? "Choose where to look"
      : `${config.resource} by ${fields.join(", ") || "…"}`;
  },
  expressions: (config) => [
    ...(config.match.value.trim() === ""
      ? []
      : [{ field: "match.value", text: config.match.value, gives: "value" as const }]),
    ...(config.each.trim() === "" ? [] : [{ field: "each", text: config.each, gives: "list" as const }]),
  ],
  check: (config, surroundings, name) => {
    const { problems, resource } = checkConnected(config, "find", surroundings, name);
    const fields = matchFields(config.match.field);
    return [
      ...problems,
      ...(fields.length === 0 ? [toFillIn("match.field", "The field to match")] : []),
      ...(config.match.value.trim() === "" ? [toFillIn("match.value", "The value to match")] : []),
      ...checkMatch(fields, "match.field", resource),
    ];
  },
  examples: [customer, items],
});
