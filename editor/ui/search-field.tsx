import { Search, X } from "lucide-react";
import type { Ref } from "react";
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  Button,
  Input,
  Label,
} from "react-aria-components";
import { classNames } from "./class-names.ts";
import { inputClassName } from "./field-frame.tsx";

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, "children" | "className" | "style"> {
  /** The accessible name; shown as placeholder unless one is given. */
  label: string;
  placeholder?: string;
  className?: string;
  inputRef?: Ref<HTMLInputElement>;
}

/** A filter or search box. Escape and the cross clear it. */
export function SearchField({ label, placeholder = label, className, inputRef, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField {...rest} className={classNames("group relative flex min-w-0 items-center", className)}>
      <Label className="sr-only">{label}</Label>
      <Search aria-hidden size={14} className="pointer-events-none absolute left-2 text-ink-3" />
      <Input
        {...(inputRef ? { ref: inputRef } : {})}
        placeholder={placeholder}
        className={classNames(inputClassName, "px-7! [&::-webkit-search-cancel-button]:hidden")}
      />
      <Button className="focus-ring absolute right-1 flex size-6 items-center justify-center rounded-3 text-ink-2 group-data-empty:hidden data-hovered:bg-hover">
        <X aria-hidden size={14} />
      </Button>
    </AriaSearchField>
  );
}
