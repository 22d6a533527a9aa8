import { HighlightStyle, LanguageSupport, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { type LexerState, lex, startState, type TokenKind } from "./jsonata-lexer.ts";

interface StreamState {
  lexer: LexerState;
}

const callPattern = /^\s*\(/;

const styles: Readonly<Record<TokenKind, string | null>> = {
  space: null,
  comment: "comment",
  string: "string",
  number: "number",
  name: "propertyName",
  "quoted-name": "propertyName",
  variable: "variableName",
  atom: "atom",
  keyword: "keyword",
  regex: "regexp",
  operator: "operator",
  bracket: "bracket",
  separator: "punctuation",
  unknown: "invalid",
};

/** JSONata for CodeMirror: coloured by the same lexer that finds the slices of a mapping. */
const jsonataLanguage = StreamLanguage.define<StreamState>({
  name: "jsonata",
  startState: () => ({ lexer: startState }),
  copyState: (state) => ({ ...state }),
  token: (stream, state) => {
    const { kind, end, state: next } = lex(stream.string, stream.pos, state.lexer);
    state.lexer = next;
    stream.pos = end;
    if (kind === "variable" && callPattern.test(stream.string.slice(end))) return "function";
    return styles[kind];
  },
  tokenTable: { function: tags.function(tags.variableName) },
  languageData: {
    commentTokens: { block: { open: "/*", close: "*/" } },
    closeBrackets: { brackets: ["(", "[", "{", '"', "`"] },
  },
});

/** Token colours from the theme's tokens; all of them readable as text on every ground. */
const jsonataColours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--ink-3)", fontStyle: "italic" },
  { tag: tags.string, color: "var(--kind-source)" },
  { tag: [tags.number, tags.atom], color: "var(--kind-lookup)" },
  { tag: tags.propertyName, color: "var(--ink)" },
  { tag: tags.variableName, color: "var(--kind-logic)" },
  { tag: tags.function(tags.variableName), color: "var(--accent)" },
  { tag: tags.keyword, color: "var(--ink)", fontWeight: "700" },
  { tag: tags.regexp, color: "var(--kind-lookup)" },
  { tag: [tags.operator, tags.punctuation, tags.bracket], color: "var(--ink-2)" },
  { tag: tags.invalid, color: "var(--err)" },
]);

/** The language with its colours. */
export function jsonata(): LanguageSupport {
  return new LanguageSupport(jsonataLanguage, syntaxHighlighting(jsonataColours));
}
