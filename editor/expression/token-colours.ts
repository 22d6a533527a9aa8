import { isSignificant, type Token, type TokenKind } from "@trasvase/shared/expression/tokens.ts";

const colours: Readonly<Record<Exclude<TokenKind, "space" | "name" | "operator">, string>> = {
  comment: "text-ink-3 italic",
  text: "text-kind-source",
  number: "text-kind-lookup",
  value: "text-kind-lookup",
  regex: "text-kind-lookup",
  variable: "text-kind-logic",
  broken: "text-err",
};

/** Classes for one token, the same in an editor and in text to look at; undefined for what has the colour of ink. */
export function colourOf(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index];
  if (token === undefined || token.kind === "space") return undefined;
  const opensCall = (token.kind === "variable" || token.kind === "name") && nextText(tokens, index) === "(";
  if (token.kind === "name") {
    return opensCall && (token.text === "function" || token.text === "λ") ? "font-bold" : undefined;
  }
  if (token.kind === "operator") return /^[a-z]/.test(token.text) ? "font-bold" : "text-ink-2";
  return opensCall ? "text-accent" : colours[token.kind];
}

function nextText(tokens: readonly Token[], index: number): string | undefined {
  for (let at = index + 1; at < tokens.length; at++) {
    const token = tokens[at];
    if (token !== undefined && isSignificant(token)) return token.text;
  }
  return undefined;
}
