import { memo, type ReactNode, useRef } from "react";
import { useDrop } from "react-aria/useDrop";
import { useTranslations } from "use-intl";
import { classNames } from "../../ui/class-names.ts";
import type { CellValue, LinesValue } from "../cell-values.ts";
import { fieldMediaType, readCarried } from "../dropping/picked-field.ts";
import { useMapping, useMappingView } from "../editing/mapping-editing.tsx";
import type { Column } from "../editing/mapping-view.ts";
import type { RowProblem } from "../row-problems.ts";
import type { Suggestion } from "../suggesting/suggest.ts";
import type { TargetRow } from "../target-rows.ts";
import { Below } from "./below.tsx";
import { CellEditor } from "./cell-editor.tsx";
import { gridClassName } from "./columns.ts";
import { CreateCell } from "./create-cell.tsx";
import { ExpressionCell } from "./expression-cell.tsx";
import { FieldCell } from "./field-cell.tsx";
import { GridCell, GridRow } from "./grid-parts.tsx";
import { LineStepper } from "./line-stepper.tsx";
import { LinesCell } from "./lines-cell.tsx";
import { MenuCell } from "./menu-cell.tsx";
import { LinesCount, ProblemMark, SentValue } from "./result-cell.tsx";
import { RowDetail } from "./row-detail.tsx";

export interface TargetRowProps {
  row: TargetRow;
  /** What it fills, with the groups it stands in. */
  label: string;
  /** Its place among the rows in view, counted from 0. */
  index: number;
  /** Whether its rows are shown; undefined for a row without any. */
  isOpen: boolean | undefined;
  /** How many of its rows have an expression, of how many. */
  inside: { readonly filled: number; readonly all: number } | undefined;
  /** The path and filter of a group of lines, as they stand in the text. */
  context: string;
  filter: string;
  value: CellValue | undefined;
  lines: LinesValue | undefined;
  problems: readonly RowProblem[];
  suggestion: Suggestion | undefined;
  isStale: boolean;
  isChanged: boolean;
  /** The source field that the pointer is at is read here. */
  isMarked: boolean;
  isMatch: boolean;
  /** Whether the target's fields are known, so that one it does not have can be told. */
  hasTarget: boolean;
  /** Undefined where the target has no create-only fields to choose. */
  createOnly: boolean | undefined;
  /** The column that Tab leads to; undefined when it leads to another row. */
  tabStop: Column | undefined;
  onToggle: (row: TargetRow) => void;
  onDone: (row: TargetRow, by: number) => void;
}

/** One target field: its name, its expression, what it gives for the sample. A source field may be dropped anywhere on it. */
export const TargetRowView = memo(function TargetRowView(props: TargetRowProps) {
  const { row, index, isOpen, isMarked, createOnly, onDone } = props;
  const t = useTranslations("mappingTable");
  const { view, actions } = useMapping();
  const element = useRef<HTMLDivElement>(null);
  const edited = useMappingView((state) => (state.edited?.row === row.id ? state.edited : undefined));
  const { dropProps, isDropTarget } = useDrop({
    ref: element,
    isDisabled: row.isCovered,
    getDropOperation: (types, allowed) => (types.has(fieldMediaType) ? (allowed[0] ?? "cancel") : "cancel"),
    onDrop: async ({ items }) => {
      const [item] = items.filter((one) => one.kind === "text");
      const picked = item && readCarried(await item.getText(fieldMediaType));
      if (picked) actions.drop(picked, row);
    },
  });
  const hasCreateOnly = createOnly !== undefined;
  const name = row.path.join(".");
  const tall = edited?.isTall ? edited : undefined;
  const editor = edited && (
    <CellEditor
      key={`${edited.part} ${edited.isTall}`}
      row={row}
      edited={edited}
      label={t("cell.label", { name, part: edited.part })}
      suggestion={edited.part === "value" ? props.suggestion : undefined}
      onDone={(by) => onDone(row, by)}
    />
  );
  return (
    <>
      <GridRow
        {...dropProps}
        ref={element}
        tabIndex={-1}
        data-row={row.id}
        aria-label={props.label}
        aria-rowindex={index + 2}
        aria-level={row.level + 1}
        {...(isOpen === undefined ? {} : { "aria-expanded": isOpen })}
        onPointerEnter={() => view.show({ pointed: { kind: "row", row: row.id } })}
        onPointerLeave={() => view.show({ pointed: undefined })}
        className={classNames(
          gridClassName(hasCreateOnly),
          "group/row focus-ring-inset min-h-8 border-b border-line text-sm",
          row.kind !== "field" && "bg-canvas",
          isDropTarget && "bg-accent-soft! outline-2 -outline-offset-2 outline-accent!",
          isMarked && "bg-accent-soft",
          !edited && "hover:bg-hover",
        )}
      >
        <FieldCell {...props} />
        <Expressions {...props} editor={tall ? undefined : editor} />
        <ResultCell {...props} />
        {hasCreateOnly && (
          <CreateCell row={row} isCreateOnly={createOnly} isTabStop={props.tabStop === "create"} />
        )}
        <MenuCell {...props} />
        {row.group?.kind === "lines" && (
          <LinesCell
            row={row}
            context={props.context}
            filter={props.filter}
            editedPart={tall ? undefined : edited?.part}
            editor={tall ? undefined : editor}
            tabStop={props.tabStop}
            end={
              props.lines && props.lines.items.length > 1 && <LineStepper count={props.lines.items.length} />
            }
          />
        )}
      </GridRow>
      {tall && <Below>{editor}</Below>}
      <RowDetail row={row} problems={props.problems} />
    </>
  );
});

function Expressions({ editor, ...props }: TargetRowProps & { editor: ReactNode }) {
  const { row, lines } = props;
  if (row.group?.kind === "lines") {
    return (
      <GridCell className="flex min-w-0 items-center gap-2 px-2">
        {lines && <LinesCount lines={lines} />}
      </GridCell>
    );
  }
  if (editor) {
    return (
      <GridCell column="value" className="min-w-0 p-0.5">
        {editor}
      </GridCell>
    );
  }
  return <ExpressionCell {...props} />;
}

function ResultCell({ row, value, lines, problems, isStale, tabStop }: TargetRowProps) {
  const t = useTranslations("mappingTable");
  const { view } = useMapping();
  const [worst] = problems;
  const isFilled = row.pair !== undefined || row.isCovered;
  return (
    <GridCell
      column="result"
      isTabStop={tabStop === "result"}
      className={classNames(
        "flex min-w-0 items-center gap-1 px-2",
        isStale && "border-l border-dotted border-ink-3",
      )}
    >
      {worst && (
        <ProblemMark
          problem={worst}
          count={problems.length}
          onPress={() => view.toggleDetail(row.id, "problems")}
        />
      )}
      {!lines && value && isFilled && <SentValue value={value} isRequired={row.isRequired} />}
      {!isFilled && row.isRequired && <span className="truncate text-err italic">{t("sent.not-sent")}</span>}
    </GridCell>
  );
}
