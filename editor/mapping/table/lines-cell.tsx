import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { StaticCode } from "../../expression/static-code.tsx";
import { classNames } from "../../ui/class-names.ts";
import { useMapping } from "../editing/mapping-editing.tsx";
import type { CellPart, Column } from "../editing/mapping-view.ts";
import type { TargetRow } from "../target-rows.ts";
import { GridCell } from "./grid-parts.tsx";

export interface LinesCellProps {
  row: TargetRow;
  context: string;
  filter: string;
  editedPart: string | undefined;
  editor: ReactNode;
  tabStop: Column | undefined;
  end: ReactNode;
}

/** The head of a group of lines: "for each *lines* where *qty > 0*", both to be edited by themselves (MAP-6). */
export function LinesCell({ row, context, filter, editedPart, editor, tabStop, end }: LinesCellProps) {
  const t = useTranslations("mappingTable.lines");
  return (
    <div
      role="presentation"
      style={{ paddingInlineStart: 26 + row.level * 14 }}
      className="col-span-full flex min-h-8 min-w-0 items-stretch gap-1.5 border-t border-line pr-2"
    >
      <span aria-hidden className="shrink-0 self-center text-ink-3">
        {t("each")}
      </span>
      <Part
        row={row}
        part="context"
        label={t("eachLabel")}
        text={context}
        editor={editedPart === "context" ? editor : undefined}
        isTabStop={tabStop === "context"}
      />
      <span aria-hidden className="shrink-0 self-center text-ink-3">
        {t("where")}
      </span>
      <Part
        row={row}
        part="filter"
        label={t("whereLabel")}
        text={filter}
        placeholder={t("all")}
        editor={editedPart === "filter" ? editor : undefined}
        isTabStop={tabStop === "filter"}
      />
      <GridCell className="ml-auto flex shrink-0 items-center">{end}</GridCell>
    </div>
  );
}

interface PartProps {
  row: TargetRow;
  part: CellPart;
  label: string;
  text: string;
  placeholder?: string;
  editor: ReactNode;
  isTabStop: boolean;
}

function Part({ row, part, label, text, placeholder, editor, isTabStop }: PartProps) {
  const { view } = useMapping();
  return (
    <GridCell
      column={part}
      isTabStop={isTabStop}
      onClick={() => !editor && view.edit({ row: row.id, part, isTall: false })}
      className={classNames(
        "flex min-w-8 cursor-text items-center",
        editor ? "min-w-40 grow basis-0 p-0.5" : "my-1 shrink rounded-3 border border-line bg-surface px-1.5",
      )}
    >
      <span className="sr-only">{label}</span>
      {editor ? (
        <div className="min-w-0 grow">{editor}</div>
      ) : text === "" ? (
        <span className="truncate text-ink-3">{placeholder}</span>
      ) : (
        <span className="min-w-0 truncate" title={text}>
          <StaticCode text={text} />
        </span>
      )}
    </GridCell>
  );
}
