import { implement } from "@trasvase/shared/node.ts";
import { isTrue } from "@trasvase/shared/truth.ts";
import { asVerdict } from "../verdict.ts";
import { filter } from "./definition.ts";

/** Sends each record by `kept` or `dropped`. */
export const runFilter = implement(filter, {
  does: "compute",
  open: (step) => {
    const keep = step.expression("keep");
    return (data, context) => {
      const value = keep.evaluate(data, context);
      const holds = isTrue(value);
      return {
        emissions: [{ port: holds ? "kept" : "dropped", data }],
        verdicts: [asVerdict("keep", "kept", value, holds)],
      };
    };
  },
});
