import jsonata from "jsonata";

/**
 * The reference evaluator: the oracle of tests and benches, and what `trasvase eval --reference` shows. It is slow, has
 * no limits and never runs a flow. Its errors are objects with a `code`.
 */
export function compileReference(text: string): (input: unknown) => Promise<unknown> {
  const expression = jsonata(text);
  return (input) => expression.evaluate(input);
}
