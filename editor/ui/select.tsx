import { ChevronsUpDown } from "lucide-react";
import { Select as AriaSelect, Button, ListBox, Popover, SelectValue } from "react-aria-components";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { FieldFrame, type FieldTexts, fieldClassName, inputClassName } from "./field-frame.tsx";
import { type Option, OptionRow } from "./list-box.tsx";
import { popoverClassName } from "./option-row.ts";

export interface SelectProps extends FieldTexts {
  options: readonly Option[];
  /** Undefined: nothing chosen yet. A value that is no longer among the options stays visible as it is (NP-9). */
  value: string | undefined;
  onChange: (value: string) => void;
  placeholder?: string | undefined;
  isRequired?: boolean | undefined;
  isDisabled?: boolean | undefined;
  onBlur?: () => void;
  className?: string;
}

/** One of a short list that is known in advance. For long or loaded lists use a ComboBox. */
export function Select(props: SelectProps) {
  const {
    options,
    value,
    onChange,
    label,
    description,
    error,
    hideLabel,
    placeholder,
    isRequired,
    isDisabled,
    className,
    onBlur,
  } = props;
  const t = useTranslations("ui");
  const gone = value !== undefined && value !== "" && !options.some((option) => option.id === value);
  return (
    <AriaSelect
      value={gone ? null : (value ?? null)}
      onChange={(key) => {
        if (key !== null) onChange(String(key));
      }}
      {...(onBlur ? { onBlur } : {})}
      placeholder={gone ? value : (placeholder ?? t("choose"))}
      isRequired={isRequired ?? false}
      isDisabled={isDisabled ?? false}
      isInvalid={Boolean(error)}
      className={classNames("group", fieldClassName, className)}
    >
      <FieldFrame
        label={label}
        description={description}
        error={error}
        hideLabel={hideLabel}
        isRequired={isRequired}
      >
        <Button
          className={classNames(
            inputClassName,
            "flex items-center gap-2 text-left group-data-invalid:border-err",
          )}
        >
          <SelectValue
            className={classNames("min-w-0 grow truncate", !gone && "data-placeholder:text-ink-3")}
          >
            {({ selectedText, isPlaceholder, defaultChildren }) =>
              isPlaceholder ? (
                <>
                  {defaultChildren}
                  {gone && <span className="ml-2 text-xs text-warn">{t("noLongerThere")}</span>}
                </>
              ) : (
                selectedText
              )
            }
          </SelectValue>
          <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-ink-2" />
        </Button>
        <Popover className={classNames(popoverClassName, "min-w-(--trigger-width)")}>
          <ListBox items={options} className="p-1 outline-none">
            {(option) => <OptionRow {...option} />}
          </ListBox>
        </Popover>
      </FieldFrame>
    </AriaSelect>
  );
}
