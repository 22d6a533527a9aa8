import { functionHelp } from "./function-help.ts";
import { isSignificant, type Token, tokenize } from "./tokens.ts";

/** What to show while the arguments of a call are being written. */
export interface SignatureHelp {
  /** Without `$`. */
  readonly name: string;
  readonly parameters: readonly string[];
  /** Index of the parameter the cursor is at; beyond the last when there are too many arguments. */
  readonly active: number;
  readonly summary: string;
  /** Offset of the opening parenthesis. */
  readonly start: number;
}

/** The call around an offset, if it is one of a known function. */
export function signature(text: string, offset: number): SignatureHelp | undefined {
  const before = tokenize(text).filter((token) => isSignificant(token) && token.end <= offset);
  const calls: { name: string | undefined; start: number; commas: number }[] = [];
  before.forEach((token, index) => {
    if (token.kind !== "operator") return;
    if (token.text === "(" || token.text === "[" || token.text === "{") {
      calls.push({
        name: calledName(token, before[index - 1]),
        start: token.start,
        commas: commasBefore(before, index),
      });
    } else if (token.text === ")" || token.text === "]" || token.text === "}") {
      calls.pop();
    } else if (token.text === ",") {
      const call = calls.at(-1);
      if (call !== undefined) call.commas++;
    }
  });
  const call = calls.findLast(({ name }) => name !== undefined);
  const help = call?.name === undefined ? undefined : functionHelp.get(call.name);
  if (call === undefined || help === undefined) return undefined;
  return { ...help, active: call.commas, start: call.start };
}

function calledName(open: Token, previous: Token | undefined): string | undefined {
  return open.text === "(" && previous?.kind === "variable" ? previous.text.slice(1) : undefined;
}

/** Behind `~>` the first argument is already there. */
function commasBefore(tokens: readonly Token[], open: number): number {
  return tokens[open - 2]?.text === "~>" ? 1 : 0;
}
