import { significantTokens } from "@trasvase/shared/expression/tokens.ts";

/** Whether an expression asks what earlier steps gave. */
export function readsSteps(text: string): boolean {
  return significantTokens(text).some(
    ({ kind, text: written }) => kind === "variable" && written === "$steps",
  );
}
