import { implement } from "@trasvase/shared/node.ts";
import { matchFields } from "../connection-check.ts";
import { destination } from "./definition.ts";

/** Says how to write; the engine decides per record and the effects door writes. */
export const runDestination = implement(destination, {
  does: "write",
  open: (step) => ({
    connection: step.config.connection,
    resource: step.config.resource,
    options: step.config.options,
    match: matchFields(step.config.match),
    onExisting: step.config.onExisting,
    onMissing: step.config.onMissing,
    createOnly: step.config.createOnly,
    compare: step.config.compare,
    onUnknown: step.config.onUnknown,
    onDeleted: step.config.onDeleted,
    batchSize: step.config.batchSize,
  }),
});
