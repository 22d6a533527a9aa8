import { field } from "@trasvase/shared/field.ts";
import { defineNode } from "@trasvase/shared/node.ts";
import * as z from "zod";
import { checkConnected } from "../connection-check.ts";
import newOrders from "./examples/new-orders.json" with { type: "json" };

/** Where records come from. One per flow. */
export const source = defineNode({
  type: "source",
  kind: "source",
  title: "Source",
  summary: "Reads records from a system, one by one.",
  synonyms: ["read", "start", "trigger", "import", "input", "get", "fetch", "webhook"],
  help: "The source is where a flow begins. It reads one kind of record through a connection. After a run it remembers how far it came, so the next run reads only what is new or changed, where the system can tell.\n\nEvery record has a **key**: the number or code that people know it by. Leave the field empty to use the system's own.",
  accepts: false,
  config: z.strictObject({
    connection: field(z.string().default(""), {
      title: "Connection",
      widget: "connection",
      help: "The account that is read.",
    }),
    resource: field(z.string().default(""), { title: "Kind of record", widget: "resource" }),
    options: field(z.record(z.string(), z.json()).default({}), { title: "Options", widget: "options" }),
    key: field(z.string().default(""), {
      title: "Key",
      widget: "expression",
      help: "JSONata that gives the business key. Empty: the system's own key field.",
      example: "orderNumber",
      advanced: true,
    }),
    personal: field(z.array(z.string()).default([]), {
      title: "Personal fields",
      widget: "field-list",
      help: "Fields that say something about a person, besides those the system declares itself. Where nothing is owed any more, and in kept samples and cases, they become stand-ins.",
      advanced: true,
    }),
    records: field(z.enum(["state", "event"]).optional(), {
      title: "A record is",
      widget: "choice",
      help: "State: the present state of its key, a newer one replaces an older one. Event: each one counts. Empty: what the system declares.",
      choices: { state: "the present state of its key", event: "an event that counts by itself" },
      advanced: true,
    }),
  }),
  initial: { connection: "", resource: "" },
  ports: () => [{ name: "out", title: "out" }],
  subtitle: (config) => (config.resource === "" ? "Choose what to read" : config.resource),
  expressions: (config) => (config.key === "" ? [] : [{ field: "key", text: config.key, gives: "value" }]),
  check: (config, surroundings, name) => checkConnected(config, "read", surroundings, name).problems,
  examples: [newOrders],
});
