import type { ReactNode } from "react";

const marks = /(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/;

/** The help of a definition: paragraphs with **strong**, *emphasis* and `code`, and nothing else of Markdown. Never HTML. */
export function HelpText({ text }: { text: string }) {
  return (
    <div className="flex max-w-[72ch] flex-col gap-2">
      {text.split("\n\n").map((paragraph) => (
        <p key={paragraph}>{marked(paragraph)}</p>
      ))}
    </div>
  );
}

function marked(text: string): ReactNode[] {
  return text.split(marks).map((part, index) => {
    const key = `${index} ${part}`;
    if (part.startsWith("**")) return <strong key={key}>{part.slice(2, -2)}</strong>;
    if (part.startsWith("*")) return <em key={key}>{part.slice(1, -1)}</em>;
    if (part.startsWith("`")) {
      return (
        <code key={key} className="font-mono text-sm">
          {part.slice(1, -1)}
        </code>
      );
    }
    return part;
  });
}
