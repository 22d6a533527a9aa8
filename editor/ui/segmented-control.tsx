import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { classNames } from "./class-names.ts";
import type { Icon } from "./icon.ts";

/** One choice of a {@link SegmentedControl}. */
interface Segment<Id extends string> {
  id: Id;
  label: string;
  icon?: Icon;
}

export interface SegmentedControlProps<Id extends string> {
  label: string;
  segments: readonly Segment<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
  /** Shows only the icons where the container around it (`@container`) is narrow; the words stay for assistive technology. */
  collapses?: boolean;
  /** Shows only the icons, everywhere; the words stay for assistive technology and as tooltips. */
  iconsOnly?: boolean;
  className?: string;
}

/** Two to four ways to see or set the same thing, exactly one of them on (tree / table / JSON). */
export function SegmentedControl<Id extends string>(props: SegmentedControlProps<Id>) {
  const { label, segments, selected, onSelect, collapses = false, iconsOnly = false, className } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        const segment = segments.find((candidate) => keys.has(candidate.id));
        if (segment) onSelect(segment.id);
      }}
      className={classNames(
        "inline-flex h-control w-fit shrink-0 rounded-3 border border-line-strong bg-raised",
        className,
      )}
    >
      {segments.map(({ id, label: title, icon: Glyph }) => (
        <ToggleButton
          key={id}
          id={id}
          className="focus-ring-inset flex cursor-default items-center gap-1.5 border-l border-line px-2.5 text-sm text-ink-2 first:border-l-0 data-hovered:bg-hover data-selected:bg-accent-soft data-selected:font-medium data-selected:text-ink"
        >
          {Glyph && (
            <span {...(iconsOnly ? { title } : {})} className="flex">
              <Glyph aria-hidden size={14} />
            </span>
          )}
          <span className={iconsOnly ? "sr-only" : collapses ? "sr-only @min-[24rem]:not-sr-only" : ""}>
            {title}
          </span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
