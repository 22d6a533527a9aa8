import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { NodeType } from "@trasvase/shared/node.ts";

/** What there is to show behind a step: one record, the list a split made, a system's answer, or nothing. */
export interface PassOutput {
  readonly kind: "record" | "list" | "answer" | "none";
  readonly value?: Json | undefined;
}

/** What came out of a step for one record. A lookup passes its record on as it came, so its answer is what there is to see. */
export function outputOf(type: NodeType | undefined, pass: PassRow): PassOutput {
  if (type === "lookup" && pass.answer !== undefined) return { kind: "answer", value: pass.answer };
  const [first] = pass.outputs;
  if (!first) return { kind: "none" };
  // A router that lets a record take several branches gives the same record several times.
  if (type !== "split") return { kind: "record", value: first.data };
  return { kind: "list", value: pass.outputs.map((output) => output.data) };
}
