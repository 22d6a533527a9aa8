import { tokenize } from "@trasvase/shared/expression/tokens.ts";
import { useMemo } from "react";
import { colourOf } from "./token-colours.ts";

/** An expression to look at: coloured text costs nothing, an editor in every cell would cost seconds. */
export function StaticCode({ text }: { text: string }) {
  const tokens = useMemo(() => tokenize(text), [text]);
  return (
    <code className="font-mono text-sm">
      {tokens.map((token, index) => (
        <span key={token.start} className={colourOf(tokens, index)}>
          {token.text}
        </span>
      ))}
    </code>
  );
}
