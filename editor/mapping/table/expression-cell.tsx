import { ArrowRight, Check, Sparkles, Table2, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { StaticCode } from "../../expression/static-code.tsx";
import { classNames } from "../../ui/class-names.ts";
import { readConversion } from "../dropping/conversions.ts";
import { useMapping } from "../editing/mapping-editing.tsx";
import type { Suggestion } from "../suggesting/suggest.ts";
import { useReasonText } from "../suggesting/use-reason-text.ts";
import { readTableCall } from "../tables/table-call.ts";
import type { TargetRow } from "../target-rows.ts";
import { isEditable } from "./columns.ts";
import { GridCell } from "./grid-parts.tsx";
import type { TargetRowProps } from "./target-row.tsx";

/** The expression of a row as coloured text; pressing it opens an editor. */
export function ExpressionCell({ row, suggestion, tabStop }: TargetRowProps) {
  const t = useTranslations("mappingTable");
  const { view } = useMapping();
  const canEdit = isEditable(row, "value");
  return (
    <GridCell
      column="value"
      isTabStop={tabStop === "value"}
      aria-readonly={!canEdit}
      onClick={() => canEdit && view.edit({ row: row.id, part: "value", isTall: false })}
      className={classNames(
        "flex min-w-0 items-center gap-1.5 overflow-hidden px-2",
        canEdit && "cursor-text",
      )}
    >
      {row.text !== "" && !row.group && <WrittenExpression row={row} />}
      {row.group && <span className="truncate text-ink-3">{t("cell.object")}</span>}
      {row.text === "" && row.isCovered && (
        <span className="truncate text-ink-3 italic">{t("cell.covered")}</span>
      )}
      {row.text === "" && !row.isCovered && suggestion && <Ghost suggestion={suggestion} />}
      {row.text === "" && !row.isCovered && !suggestion && (
        <span className="truncate text-ink-3">
          {row.kind === "lines" ? t("cell.dropList") : t("cell.empty")}
        </span>
      )}
    </GridCell>
  );
}

/** An expression with its conversion or its value table as a chip before what they work on. */
function WrittenExpression({ row }: { row: TargetRow }) {
  const t = useTranslations("mappingTable");
  const { view, actions } = useMapping();
  const conversion = readConversion(row.text);
  const table = readTableCall(row.text);
  const line = (text: string) => text.replace(/\s+/g, " ");
  if (table) {
    return (
      <>
        <Chip
          title={t("tables.open", { name: table.name })}
          onPress={() => view.toggleDetail(row.id, "table")}
        >
          <Table2 aria-hidden size={12} />
          <span className="max-w-32 truncate">{table.name}</span>
        </Chip>
        <Code text={line(table.value)} />
      </>
    );
  }
  if (conversion) {
    return (
      <>
        <Chip
          title={t("conversion.remove", { kind: t(`conversion.${conversion.kind}`) })}
          onPress={() => actions.fix(row, { kind: "convert", expression: conversion.inner })}
        >
          <ArrowRight aria-hidden size={12} />
          {t(`conversion.${conversion.kind}`)}
          <X aria-hidden size={12} />
        </Chip>
        <Code text={line(conversion.inner)} />
      </>
    );
  }
  return <Code text={line(row.text)} />;
}

function Code({ text }: { text: string }) {
  return (
    <span className="min-w-0 truncate" title={text}>
      <StaticCode text={text} />
    </span>
  );
}

/** Its keyboard equivalent stands in the menu of the row. */
function Chip({
  title,
  onPress,
  children,
}: {
  title: string;
  onPress: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      title={title}
      aria-label={title}
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
      className="flex h-6 shrink-0 items-center gap-1 rounded-full border border-line bg-raised px-2 text-xs text-ink-2 hover:border-ink-3 hover:text-ink"
    >
      {children}
    </button>
  );
}

/** A suggestion: never applied by itself (MAP-9). */
function Ghost({ suggestion }: { suggestion: Suggestion }) {
  const t = useTranslations("mappingTable.suggestion");
  const { actions } = useMapping();
  const reason = useReasonText()(suggestion);
  return (
    <>
      <Sparkles aria-hidden size={12} className="shrink-0 text-ink-3" />
      <span className="sr-only">{t("suggested")}</span>
      <code className="min-w-0 shrink truncate font-mono text-ink-2 italic" title={reason}>
        {suggestion.expression}
      </code>
      <span className="ml-auto hidden min-w-0 shrink-[2] truncate text-xs text-ink-3 group-hover/row:inline">
        {reason}
      </span>
      <button
        type="button"
        tabIndex={-1}
        title={t("accept", { source: suggestion.source })}
        aria-label={t("accept", { source: suggestion.source })}
        onClick={(event) => {
          event.stopPropagation();
          actions.accept([suggestion]);
        }}
        className="ml-auto flex size-6 shrink-0 items-center justify-center rounded-3 text-accent group-hover/row:ml-0 hover:bg-accent-soft"
      >
        <Check aria-hidden size={14} />
      </button>
    </>
  );
}
