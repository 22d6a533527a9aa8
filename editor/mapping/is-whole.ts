import { closersOf, significantTokens } from "@trasvase/shared/expression/tokens.ts";

/**
 * Whether a text can stand as one value inside a larger one: its brackets, quotes and comments are closed and it has no comma of
 * its own. It may still have mistakes; they stay inside it.
 */
export function isWhole(text: string): boolean {
  const tokens = significantTokens(text);
  const closers = closersOf(tokens);
  if (!closers || tokens.length === 0 || tokens.some(({ kind }) => kind === "broken")) return false;
  for (let place = 0; place < tokens.length; place = (closers.get(place) ?? place) + 1) {
    const token = tokens[place];
    if (token?.kind === "operator" && (token.text === "," || token.text === ";")) return false;
  }
  return true;
}
