import { type Emission, implement, type Verdict } from "@trasvase/shared/node.ts";
import { isTrue } from "@trasvase/shared/truth.ts";
import { asVerdict } from "../verdict.ts";
import { router } from "./definition.ts";

/** Tries the branches in order; the verdicts tell what each condition said. */
export const runRouter = implement(router, {
  does: "compute",
  open: (step) => {
    const branches = step.config.branches.map(({ name }, index) => {
      const field = `branches[${index}].when`;
      return { name, field, when: step.expression(field) };
    });
    const firstOnly = step.config.mode === "first";
    return (data, context) => {
      const emissions: Emission[] = [];
      const verdicts: Verdict[] = [];
      for (const { name, field, when } of branches) {
        const value = when.evaluate(data, context);
        const holds = isTrue(value);
        verdicts.push(asVerdict(field, name, value, holds));
        if (holds) emissions.push({ port: name, data });
        if (holds && firstOnly) break;
      }
      if (emissions.length === 0) emissions.push({ port: "otherwise", data });
      return { emissions, verdicts };
    };
  },
});
