import type { Json } from "@trasvase/shared/json.ts";
import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { sentAs } from "./coverage.ts";
import { valueAt } from "./expression-path.ts";
import { shorten } from "./shorten.ts";

export interface SentValueProps {
  output: Json | undefined;
  path: readonly string[];
  isRequired: boolean;
}

/** What is sent for a field: its value, or which kind of nothing it is (MAP-8). */
export function SentValue({ output, path, isRequired }: SentValueProps) {
  const t = useTranslations("mapping.sent");
  const sent = sentAs(output, path);
  const value = valueAt(output, path);
  if (sent === "value" && value !== undefined) {
    const text = typeof value === "string" ? value : shorten(value);
    return (
      <span className={classNames("truncate", typeof value !== "string" && "font-mono")} title={text}>
        {text}
      </span>
    );
  }
  const isWrong = isRequired && sent !== "value";
  return (
    <span className={classNames("truncate italic", isWrong ? "text-err" : "text-ink-3")}>{t(sent)}</span>
  );
}
