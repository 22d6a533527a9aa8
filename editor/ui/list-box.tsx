import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { type Key, ListBoxItem } from "react-aria-components";
import { classNames } from "./class-names.ts";
import type { Icon } from "./icon.ts";
import { optionClassName } from "./option-row.ts";

/** A choice in a select, combo box or list box. */
export interface Option {
  id: string;
  label: string;
  /** A second, quieter line. */
  description?: string | undefined;
  icon?: Icon;
  isDisabled?: boolean;
}

/** One row of a list of choices. For own lists: `<ListBox items={…}>{(item) => <OptionRow id=… label=… />}</ListBox>`. */
export function OptionRow({
  id,
  label,
  description,
  icon: Glyph,
  isDisabled = false,
  end,
  className,
}: Omit<Option, "id"> & { id: Key; end?: ReactNode; className?: string }) {
  return (
    <ListBoxItem
      id={id}
      textValue={label}
      isDisabled={isDisabled}
      className={classNames(optionClassName, className)}
    >
      {({ isSelected }) => (
        <>
          {Glyph && <Glyph aria-hidden size={16} className="shrink-0 text-ink-2" />}
          <span className="min-w-0 grow">
            <span className="block truncate">{label}</span>
            {description && <span className="block text-sm text-ink-2">{description}</span>}
          </span>
          {end}
          {isSelected && <Check aria-hidden size={16} className="shrink-0 text-accent" />}
        </>
      )}
    </ListBoxItem>
  );
}
