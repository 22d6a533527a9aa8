import { ChevronsUpDown } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { ComboBox as AriaComboBox, Button, Input, type Key, ListBox, Popover } from "react-aria-components";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import { FieldFrame, type FieldTexts, fieldClassName, inputClassName } from "./field-frame.tsx";
import { type Option, OptionRow } from "./list-box.tsx";
import { popoverClassName } from "./option-row.ts";
import { Spinner } from "./spinner.tsx";

export interface ComboBoxProps extends FieldTexts {
  options: readonly Option[];
  /** The id of the chosen option, or the typed text where `allowsOwnText`. */
  value: string;
  onChange: (value: string) => void;
  /** Takes a text that is not among the options too: `value` is then the id of an option, or the text. */
  allowsOwnText?: boolean;
  /** The options are still on their way. */
  isLoading?: boolean;
  /** Shown instead of rows when nothing fits: why, and what to do. */
  empty?: ReactNode;
  placeholder?: string | undefined;
  isRequired?: boolean | undefined;
  isDisabled?: boolean | undefined;
  mono?: boolean;
  onBlur?: () => void;
  className?: string;
}

/** One of a long or loaded list, found by typing. */
export function ComboBox(props: ComboBoxProps) {
  const {
    options,
    value,
    onChange,
    allowsOwnText = false,
    isLoading = false,
    empty,
    className,
    mono,
    onBlur,
  } = props;
  const { label, description, error, hideLabel, placeholder, isRequired, isDisabled } = props;
  const t = useTranslations("ui");
  const known = options.some((option) => option.id === value);
  const own = useOwnText(options, value, onChange);
  return (
    <AriaComboBox
      defaultItems={options}
      {...(allowsOwnText
        ? { inputValue: own.text, onInputChange: own.type, onChange: own.choose, allowsCustomValue: true }
        : {
            value: known ? value : null,
            ...(known || value === "" ? {} : { defaultInputValue: value }),
            onChange: (key: Key | null) => {
              if (key !== null) onChange(String(key));
              else if (known) onChange("");
            },
          })}
      {...(onBlur ? { onBlur } : {})}
      allowsEmptyCollection
      menuTrigger="focus"
      isRequired={isRequired ?? false}
      isDisabled={isDisabled ?? false}
      isInvalid={Boolean(error)}
      className={classNames(fieldClassName, className)}
    >
      <FieldFrame
        label={label}
        description={description}
        error={error}
        hideLabel={hideLabel}
        isRequired={isRequired}
      >
        <div className="relative flex items-center">
          <Input
            {...(placeholder ? { placeholder } : {})}
            className={classNames(inputClassName, "pr-8!", mono && "font-mono")}
          />
          <Button className="absolute right-1 flex size-6 items-center justify-center rounded-3 text-ink-2 data-hovered:bg-hover">
            {isLoading ? <Spinner size={14} /> : <ChevronsUpDown aria-hidden size={14} />}
          </Button>
        </div>
        <Popover className={classNames(popoverClassName, "w-(--trigger-width) min-w-56")}>
          <ListBox<Option>
            className="max-h-80 p-1 outline-none"
            renderEmptyState={() => (
              <div className="px-2 py-3 text-sm text-ink-2">
                {isLoading ? t("loading") : (empty ?? t("nothingFits"))}
              </div>
            )}
          >
            {(option) => <OptionRow {...option} />}
          </ListBox>
        </Popover>
      </FieldFrame>
    </AriaComboBox>
  );
}

/** Keeps what is typed apart from what it means, so that typing a text that happens to be an option's id does not turn into its label. */
function useOwnText(options: readonly Option[], value: string, onChange: (value: string) => void) {
  const labelOf = (id: string) => options.find((option) => option.id === id)?.label ?? id;
  const [shown, setShown] = useState({ value, text: labelOf(value) });
  const chosen = useRef<Option>(undefined);
  if (shown.value !== value) setShown({ value, text: labelOf(value) });
  const take = (next: string, text: string) => {
    setShown({ value: next, text });
    onChange(next);
  };
  return {
    text: shown.text,
    type: (text: string) => {
      // A chosen option arrives as its label; two options may have the same.
      const option =
        chosen.current?.label === text ? chosen.current : options.find(({ label }) => label === text);
      take(option?.id ?? text, text);
    },
    choose: (key: Key | null) => {
      chosen.current = options.find((option) => option.id === key);
      if (chosen.current) take(chosen.current.id, chosen.current.label);
    },
  };
}
