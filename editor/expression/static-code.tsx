import { useMemo } from "react";
import { lex, startState, type TokenKind } from "./jsonata-lexer.ts";

/** The same colours as in the editor (jsonata-language.ts). */
const colours: Partial<Record<TokenKind, string>> = {
  comment: "text-ink-3 italic",
  string: "text-kind-source",
  number: "text-kind-lookup",
  atom: "text-kind-lookup",
  regex: "text-kind-lookup",
  variable: "text-kind-logic",
  keyword: "font-bold",
  operator: "text-ink-2",
  bracket: "text-ink-2",
  separator: "text-ink-2",
  unknown: "text-err",
};

/** An expression to look at: coloured text costs nothing, an editor in every cell would cost seconds. */
export function StaticCode({ text }: { text: string }) {
  const parts = useMemo(() => colour(text), [text]);
  return (
    <code className="font-mono text-sm">
      {parts.map(({ start, part, className }) => (
        <span key={start} className={className}>
          {part}
        </span>
      ))}
    </code>
  );
}

function colour(text: string) {
  const parts: { start: number; part: string; className: string | undefined }[] = [];
  let state = startState;
  let at = 0;
  while (at < text.length) {
    const next = lex(text, at, state);
    const isCall = next.kind === "variable" && text.charAt(next.end) === "(";
    parts.push({
      start: at,
      part: text.slice(at, next.end),
      className: isCall ? "text-accent" : colours[next.kind],
    });
    at = next.end;
    state = next.state;
  }
  return parts;
}
