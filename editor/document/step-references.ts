import { literalText, significantTokens, type Token } from "@trasvase/shared/expression/tokens.ts";
import { printName } from "../expression/expression-path.ts";

interface Reference {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly quote: '"' | "'" | undefined;
}

/** Where a JSONata text names a step: `$steps.name`, with or without back-ticks, and `$lookup($steps, "name")`. Strings and comments are left alone. */
export function findStepReferences(text: string): readonly Reference[] {
  if (!text.includes("$steps")) return [];
  const tokens = significantTokens(text);
  return tokens.flatMap((token, index) => {
    if (token.kind !== "variable" || token.text !== "$steps") return [];
    const reference = readReference(tokens[index + 1], tokens[index + 2], isLookup(tokens, index));
    return reference ? [reference] : [];
  });
}

function readReference(
  joint: Token | undefined,
  named: Token | undefined,
  asLookup: boolean,
): Reference | undefined {
  if (!joint || !named) return undefined;
  const { start, end, text } = named;
  if (joint.text === ".") {
    if (named.kind === "name" || named.kind === "value")
      return { start, end, name: literalText(named) ?? text, quote: undefined };
  }
  if (joint.text === "," && asLookup && named.kind === "text") {
    return { start, end, name: text.slice(1, -1), quote: text.startsWith("'") ? "'" : '"' };
  }
  return undefined;
}

function isLookup(tokens: readonly Token[], index: number): boolean {
  return tokens[index - 1]?.text === "(" && tokens[index - 2]?.text === "$lookup";
}

/** The text with steps called by their new names; everything else stays byte for byte. */
export function replaceStepNames(text: string, names: ReadonlyMap<string, string>): string {
  let result = "";
  let at = 0;
  for (const { start, end, name, quote } of findStepReferences(text)) {
    const next = names.get(name);
    if (next === undefined) continue;
    result += text.slice(at, start) + (quote ? `${quote}${next}${quote}` : printName(next));
    at = end;
  }
  return result + text.slice(at);
}
