import { implement } from "@trasvase/shared/node.ts";
import { source } from "./definition.ts";

/** Says what to read; the engine reads it. */
export const runSource = implement(source, {
  does: "read",
  open: (step) => ({
    connection: step.config.connection,
    resource: step.config.resource,
    options: step.config.options,
    key: step.config.key === "" ? undefined : step.expression("key"),
    records: step.config.records,
  }),
});
