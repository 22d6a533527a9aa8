import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { FieldError, Label, Text } from "react-aria-components";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";

/** What every field of a form says about itself. */
export interface FieldTexts {
  label: string;
  /** Help below the field: where to find the value, an example, its unit. */
  description?: ReactNode;
  /** What is wrong and what to do. Marks the field invalid. */
  error?: ReactNode;
  /** Keeps the label for assistive technology only; for tables and bars whose context says it. */
  hideLabel?: boolean | undefined;
}

/** Label above, help and error below a control. To be used inside a React Aria field, which ties the parts together. */
export function FieldFrame({
  label,
  description,
  error,
  hideLabel,
  isRequired,
  children,
}: FieldTexts & { isRequired?: boolean | undefined; children: ReactNode }) {
  const t = useTranslations("ui");
  return (
    <>
      <Label
        className={classNames(
          "flex items-baseline gap-2 text-sm font-medium text-ink",
          hideLabel && "sr-only",
        )}
      >
        {label}
        {isRequired && <span className="text-xs font-normal text-ink-3">{t("required")}</span>}
      </Label>
      {children}
      {description && (
        <Text slot="description" className="max-w-[72ch] text-sm text-ink-2">
          {description}
        </Text>
      )}
      <FieldError className="flex items-start gap-1 text-sm text-err">
        {({ validationErrors }) => (
          <>
            <CircleAlert aria-hidden size={14} className="mt-[3px] shrink-0" />
            <span>{error ?? validationErrors.join(" ")}</span>
          </>
        )}
      </FieldError>
    </>
  );
}

/** The box of a text input, the same in every field. */
export const inputClassName =
  "focus-ring h-control w-full min-w-0 rounded-3 border border-line-strong bg-raised px-2 text-md text-ink transition-colors data-disabled:border-line data-disabled:bg-sunken data-disabled:text-ink-3 data-hovered:border-ink-2 data-invalid:border-err [&[readonly]]:bg-sunken [@media(pointer:coarse)]:h-11";

/** The column in which a field's parts stand. */
export const fieldClassName = "flex min-w-0 flex-col gap-1";
