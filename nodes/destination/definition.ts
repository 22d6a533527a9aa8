import { field } from "@trasvase/shared/field.ts";
import { defineNode } from "@trasvase/shared/node.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import * as z from "zod";
import { checkConnected, checkMatch, matchFields, toFillIn } from "../connection-check.ts";
import upsert from "./examples/create-or-update.json" with { type: "json" };

/** Writes records to a system: creates, updates or leaves alone. */
export const destination = defineNode({
  type: "destination",
  kind: "destination",
  title: "Destination",
  summary: "Creates or updates records in a system.",
  synonyms: ["write", "send", "create", "update", "upsert", "output", "export", "post", "save"],
  help: "A destination first looks whether the record is there already, by the **match** field, and then creates it, updates it or leaves it alone as you choose. A record equal to what was sent last is *unchanged* and not sent again.\n\nFields listed under *send on create only* are left out of updates, so what somebody improved in the target stays.\n\nAfter it, `$steps.<name of this step>` is the target's record, with its number and id. A refused record leaves by **failed** if that is connected; otherwise it waits for you. Nothing is ever deleted.",
  accepts: true,
  config: z.strictObject({
    connection: field(z.string().default(""), { title: "Connection", widget: "connection" }),
    resource: field(z.string().default(""), { title: "Kind of record", widget: "resource" }),
    options: field(z.record(z.string(), z.json()).default({}), { title: "Options", widget: "options" }),
    match: field(z.union([z.string(), z.array(z.string())]).default(""), {
      title: "Match by",
      widget: "resource-field",
      help: "The field (or fields) by which an existing record is recognised.",
    }),
    onExisting: field(z.enum(["update", "skip", "reject"]).default("update"), {
      title: "If it exists",
      widget: "choice",
      choices: { update: "update it", skip: "leave it alone", reject: "reject the record" },
    }),
    onMissing: field(z.enum(["create", "skip", "reject"]).default("create"), {
      title: "If it does not exist",
      widget: "choice",
      choices: { create: "create it", skip: "leave it out", reject: "reject the record" },
    }),
    createOnly: field(z.array(z.string()).default([]), {
      title: "Send on create only",
      widget: "field-list",
      help: "Fields that are left out of updates.",
    }),
    compare: field(z.enum(["sent", "target"]).default("sent"), {
      title: "Unchanged means",
      widget: "choice",
      choices: { sent: "equal to what was sent last", target: "equal to what the target has now" },
      advanced: true,
    }),
    onUnknown: field(z.enum(["ask", "send"]).default("ask"), {
      title: "If nobody can tell whether it arrived",
      widget: "choice",
      choices: { ask: "ask a person", send: "send it again" },
      advanced: true,
    }),
    onDeleted: field(z.enum(["ignore", "update"]).default("ignore"), {
      title: "If it was deleted in the source",
      widget: "choice",
      choices: { ignore: "leave it alone", update: "update it" },
      advanced: true,
    }),
    batchSize: field(z.number().int().min(1).max(1000).optional(), {
      title: "Records per request, at most",
      widget: "number",
      advanced: true,
    }),
  }),
  initial: { connection: "", resource: "", match: "" },
  ports: () => [
    { name: "done", title: "done", optional: true },
    { name: "failed", title: "failed", optional: true },
  ],
  subtitle: (config) => {
    if (config.resource === "") return "Choose what to write";
    const actions = [
      config.onMissing === "create" ? "create" : "",
      config.onExisting === "update" ? "update" : "",
    ];
    return `${config.resource} → ${actions.filter((one) => one !== "").join("/") || config.onExisting}`;
  },
  expressions: () => [],
  check: (config, surroundings, name) => {
    const { problems, resource } = checkConnected(config, "write", surroundings, name);
    const fields = matchFields(config.match);
    const found: Problem[] = [...problems, ...checkMatch(fields, "match", resource)];
    const canMatch = resource !== undefined && (resource.match === "any" || resource.match.length > 0);
    if (fields.length === 0 && canMatch && resource.repeat !== "key") {
      found.push(toFillIn("match", "The field to match by"));
    }
    if (resource && resource.repeat === "none" && fields.length === 0) {
      found.push({
        code: "may-double",
        severity: "warning",
        field: "onUnknown",
        message: `${resource.title} cannot be recognised again, so a record whose answer was lost may arrive twice if it is sent again.`,
      });
    }
    return found;
  },
  examples: [upsert],
});
