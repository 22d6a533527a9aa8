import { lex, startState, tokenize } from "../expression/jsonata-lexer.ts";
import { matchBrackets } from "./object-pairs.ts";

/**
 * Whether a text can stand as one value inside a larger one: its brackets, quotes and comments are closed and it has no comma of
 * its own. It may still have mistakes; they stay inside it.
 */
export function isWhole(text: string): boolean {
  const tokens = tokenize(text);
  const closers = matchBrackets(tokens);
  if (!closers || tokens.length === 0 || endsOpen(text)) return false;
  for (let place = 0; place < tokens.length; place = (closers.get(place) ?? place) + 1) {
    const token = tokens[place];
    if (token?.kind === "separator" && token.text !== ":") return false;
  }
  return true;
}

function endsOpen(text: string): boolean {
  let state = startState;
  for (let at = 0; at < text.length; ) {
    const next = lex(text, at, state);
    at = next.end;
    state = next.state;
  }
  return state.open !== undefined;
}
