import type { Json } from "@trasvase/shared/json.ts";
import { useTranslations } from "use-intl";
import { valueAt } from "../expression/expression-path.ts";
import { shorten } from "../expression/shorten.ts";
import { classNames } from "../ui/class-names.ts";
import { type Sent, sentAs } from "./coverage.ts";

/** How a field of the output arrives, with its value. */
export interface SentField {
  readonly kind: Sent;
  readonly value: Json | undefined;
}

/** What an output sends for a field. */
export function sentField(output: Json, path: readonly string[]): SentField {
  return { kind: sentAs(output, path), value: valueAt(output, path) };
}

/** What is sent for a field: its value, or which kind of nothing it is (MAP-8). */
export function SentValue({ sent, isRequired }: { sent: SentField; isRequired: boolean }) {
  const t = useTranslations("mapping.sent");
  const { kind, value } = sent;
  if (kind === "value" && value !== undefined) {
    const text = typeof value === "string" ? value : shorten(value);
    return (
      <span className={classNames("truncate", typeof value !== "string" && "font-mono")} title={text}>
        {text}
      </span>
    );
  }
  const isWrong = isRequired && kind !== "value";
  return (
    <span className={classNames("truncate italic", isWrong ? "text-err" : "text-ink-3")}>{t(kind)}</span>
  );
}
