import { ChevronRight, KeyRound } from "lucide-react";
import { useTranslations } from "use-intl";
import { classNames } from "../../ui/class-names.ts";
import { FieldTypeGlyph } from "./field-type-glyph.tsx";
import { GridCell } from "./grid-parts.tsx";
import type { TargetRowProps } from "./target-row.tsx";

/** What a row fills: label, technical name, type, and whether it is needed. */
export function FieldCell({
  row,
  isOpen,
  inside,
  isChanged,
  isMatch,
  tabStop,
  onToggle,
  hasTarget,
}: TargetRowProps) {
  const t = useTranslations("mappingTable.field");
  const name = row.path.at(-1) ?? "";
  const title = row.field?.title ?? name;
  return (
    <GridCell
      isHeader
      column="field"
      isTabStop={tabStop === "field"}
      title={[title === name ? name : `${title} (${name})`, row.field?.help].filter(Boolean).join("\n")}
      style={{ paddingInlineStart: 6 + row.level * 14 }}
      className={classNames(
        "flex min-w-0 items-center gap-1.5 pr-2",
        isChanged && "shadow-[inset_2px_0_0_var(--run)]",
      )}
    >
      {isOpen === undefined ? (
        <span className="w-4 shrink-0" />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          onClick={() => onToggle(row)}
          className="-my-1 flex h-6 w-4 shrink-0 items-center justify-center text-ink-2"
        >
          <ChevronRight size={14} className={classNames("transition-transform", isOpen && "rotate-90")} />
        </button>
      )}
      <FieldTypeGlyph type={row.field?.type} />
      <span className="flex min-w-0 items-baseline gap-1.5">
        <span className={classNames("min-w-0 shrink truncate", row.kind !== "field" && "font-medium")}>
          {title}
        </span>
        {title !== name && (
          <code className="hidden min-w-0 shrink-[3] truncate font-mono text-xs text-ink-3 @min-[44rem]:inline">
            {name}
          </code>
        )}
      </span>
      {row.isRequired && <span className="shrink-0 text-xs text-ink-2">{t("required")}</span>}
      {isMatch && (
        <span className="shrink-0 text-ink-3" title={t("match")}>
          <KeyRound aria-hidden size={12} />
          <span className="sr-only">{t("match")}</span>
        </span>
      )}
      {hasTarget && row.field === undefined && row.pair !== undefined && row.level === 0 && (
        <span className="shrink-0 text-xs text-warn">{t("unknown")}</span>
      )}
      {inside && inside.all > 0 && (
        <span className="ml-auto shrink-0 text-xs text-ink-3 tabular-nums">
          {t("inside", { filled: inside.filled, all: inside.all })}
        </span>
      )}
      {isChanged && <span className="sr-only">{t("changed")}</span>}
    </GridCell>
  );
}
