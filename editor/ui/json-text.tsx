import type { Json } from "@trasvase/shared/json.ts";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { linePaths, lineShape } from "./line-paths.ts";
import { printSize } from "./print-size.ts";

/** Lines drawn before a person asks for the rest: more would make the page slow. */
const firstLines = 1500;

export interface JsonTextProps {
  value: Json;
  label: string;
  /** Tells by their dotted path, list places left out, which members stand out. */
  isMarked?: (path: string) => boolean;
  className?: string;
}

/** A JSON value as text that can be selected and copied, with names, texts and figures told apart. */
export function JsonText({ value, label, isMarked, className }: JsonTextProps) {
  const t = useTranslations("ui.json");
  const [all, setAll] = useState(false);
  const text = useMemo(() => JSON.stringify(value, null, 2), [value]);
  const lines = useMemo(() => text.split("\n"), [text]);
  const shown = all ? lines : lines.slice(0, firstLines);
  const paths = useMemo(() => (isMarked ? linePaths(lines) : []), [isMarked, lines]);
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className={classNames("focus-ring-inset min-h-0 overflow-auto p-3", className)}
    >
      <pre className="text-sm">
        {shown.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity and are replaced as a whole
          <JsonLine key={index} line={line} marked={isMarked?.(paths[index] ?? "") ?? false} />
        ))}
      </pre>
      {shown.length < lines.length && (
        <Button size="sm" onPress={() => setAll(true)} className="mt-2">
          {t("showAll", { size: printSize(text.length) })}
        </Button>
      )}
    </section>
  );
}

function JsonLine({ line, marked }: { line: string; marked: boolean }) {
  const [, indent = "", quoted = "", colon = "", rest = ""] = lineShape.exec(line) ?? [];
  const isName = colon !== "";
  const value = isName ? rest : quoted + rest;
  return (
    <>
      {indent}
      <span className={marked ? "bg-note" : undefined}>
        {isName && <span className="text-ink-2">{quoted}</span>}
        {isName && ": "}
        <span className={marked ? "text-ink" : valueClassName(value)}>{value}</span>
      </span>
      {"\n"}
    </>
  );
}

function valueClassName(value: string): string {
  if (value.startsWith('"')) return "text-ok";
  if (/^[-\d]/.test(value)) return "text-run";
  if (/^(true|false|null)/.test(value)) return "text-kind-logic";
  return "text-ink-2";
}
