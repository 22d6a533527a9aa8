import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import type { FieldTexts } from "../ui/field-frame.tsx";

/** Label, help and error around an expression field, looking as the kit's fields do. `children` gets what ties the parts together. */
export function CodeFrame({
  label,
  description,
  error,
  hideLabel,
  isRequired,
  end,
  children,
}: FieldTexts & {
  isRequired?: boolean;
  /** Below the box: what the expression gives for the sample. */
  end?: ReactNode;
  children: (describedBy: string | undefined) => ReactNode;
}) {
  const t = useTranslations("ui");
  const id = useId();
  const parts = [description ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className={classNames("flex items-baseline gap-2 text-sm font-medium", hideLabel && "sr-only")}>
        {label}
        {isRequired && <span className="text-xs font-normal text-ink-3">{t("required")}</span>}
      </span>
      <div
        className={classNames(
          "min-h-control overflow-hidden rounded-3 border bg-raised transition-colors focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus hover:border-ink-2",
          error ? "border-err" : "border-line-strong",
        )}
      >
        {children(parts.length === 0 ? undefined : parts.join(" "))}
      </div>
      {end}
      {description && (
        <span id={`${id}-help`} className="max-w-[72ch] text-sm text-ink-2">
          {description}
        </span>
      )}
      {error && (
        <span id={`${id}-error`} className="flex items-start gap-1 text-sm text-err">
          <CircleAlert aria-hidden size={14} className="mt-[3px] shrink-0" />
          <span>{error}</span>
        </span>
      )}
    </div>
  );
}
