import { useQuery } from "@tanstack/react-query";
import type { Place } from "@trasvase/shared/expression/slice-edits.ts";
import { findPlace, pairAt } from "@trasvase/shared/expression/slice-edits.ts";
import { type Slices, slices } from "@trasvase/shared/expression/slices.ts";
import type { GraphTable } from "@trasvase/shared/graph.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import { useDeferredValue, useMemo } from "react";
import { useStore } from "zustand";
import { flowQuery } from "../../activation/flow-query.ts";
import { problemsByStep } from "../../canvas/step-state.ts";
import { useDocument } from "../../document/flow-editing.tsx";
import { useKept } from "../../preview/keep-equal.ts";
import { useRunProblems } from "../../preview/use-run-problems.ts";
import { rowQuestions } from "../cell-questions.ts";
import { CellReader } from "../cell-values.ts";
import { type ItemsAround, itemsPath } from "../dropping/relate-path.ts";
import type { EvaluationJob } from "../evaluation/evaluation-job.ts";
import { useEvaluated } from "../evaluation/use-evaluated.ts";
import type { MappingTarget, TargetField } from "../find-target.ts";
import type { ListCheck } from "../lists/list-sizes.ts";
import { useListChecks } from "../lists/use-list-checks.ts";
import type { RowMarks } from "../row-filters.ts";
import { type RowProblem, rowProblems } from "../row-problems.ts";
import { type FieldsRead, fieldsRead } from "../source/fields-read.ts";
import { type KnownRoot, useSourceRoots } from "../source/use-source-roots.ts";
import { type Suggestion, suggest } from "../suggesting/suggest.ts";
import { type TargetRow, targetRows } from "../target-rows.ts";
import { useMappingTarget } from "../use-mapping-target.ts";
import type { MappingViewStore } from "./mapping-view.ts";
import { useFindings } from "./use-findings.ts";
import { type Scopes, useScopes } from "./use-scopes.ts";

/** The field of a mapping step's config that holds its text. */
export const textField = "expression";

/** Everything that is shown of an open mapping. The text is the truth; the rest follows from it, the samples and the target. */
export interface MappingModel {
  readonly node: string;
  readonly text: string;
  readonly cut: Slices;
  readonly target: MappingTarget | undefined;
  readonly fields: readonly TargetField[];
  readonly rows: readonly TargetRow[];
  readonly tables: Readonly<Record<string, GraphTable>>;
  readonly scopes: Scopes;
  readonly roots: readonly KnownRoot[];
  /** Reads the values of rows for the sample; undefined while nothing was evaluated. */
  readonly reader: CellReader | undefined;
  /** The values are of an older text. */
  readonly isStale: boolean;
  readonly lists: ReadonlyMap<string, ListCheck>;
  /** Which source fields are read, and by which rows. */
  readonly read: FieldsRead;
  /** Found in the text, with places in it. */
  readonly textProblems: readonly Problem[];
  readonly problems: ReadonlyMap<string, readonly RowProblem[]>;
  readonly marks: RowMarks;
  readonly suggestions: ReadonlyMap<string, Suggestion>;
  /** The same mapping in the active version; undefined when there is none. */
  readonly activeText: string | undefined;
}

/** The model of a mapping step, for the record at `index` of those that reach it. */
export function useMappingModel(node: string, index: number, view: MappingViewStore): MappingModel {
  const text = useDocument((state) => textOf(state.graph.nodes[node]?.config[textField]));
  const tables = useDocument((state) => state.graph.tables);
  const { target, fields } = useMappingTarget(node);
  const added = useStore(view, (state) => state.added);
  const line = useStore(view, (state) => state.line);
  const cut = useMemo(() => slices(text), [text]);
  const rows = useMemo(() => targetRows({ text, cut, fields, added }), [text, cut, fields, added]);
  const scopes = useScopes(node, index);
  const roots = useSourceRoots(scopes);
  const job = useMemo((): EvaluationJob | undefined => {
    if (!scopes.current) return undefined;
    return { scopes: [scopes.current], tables, questions: rowQuestions(rows, text, cut) };
  }, [scopes, tables, rows, text, cut]);
  const { evaluations, isStale } = useEvaluated(job);
  const kept = useKept(evaluations);
  const reader = useMemo(() => kept && new CellReader(kept, { scope: 0, line }), [kept, line]);
  const lists = useListChecks({ rows, text, cut, scope: scopes.current, others: scopes.all, tables });
  const textProblems = useTextProblems(node);
  const findings = useFindings(node, textField, text);
  const problems = useMemo(
    () =>
      rowProblems({
        rows,
        problems: [...textProblems, ...findings],
        reader: isStale ? undefined : reader,
        lists,
      }),
    [rows, textProblems, findings, reader, isStale, lists],
  );
  const activeText = useActiveText(node);
  const changed = useMemo(() => changedRows(rows, text, activeText), [rows, text, activeText]);
  const marks = useMemo(() => ({ problems: new Set(problems.keys()), changed }), [problems, changed]);
  const suggestions = useSuggestions(rows, roots, reader);
  const read = useFieldsRead(text, rows, roots);
  return {
    node,
    text,
    cut,
    target,
    fields,
    rows,
    tables,
    scopes,
    roots,
    reader,
    isStale,
    lists,
    read,
    textProblems,
    problems,
    marks,
    suggestions,
    activeText,
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

const none: readonly Problem[] = [];

function useTextProblems(node: string): readonly Problem[] {
  const planned = useDocument((state) => problemsByStep(state.problems).get(node) ?? none);
  const seen = useRunProblems(node, textField);
  return useMemo(
    () => [...planned.filter((problem) => problem.field === textField), ...seen],
    [planned, seen],
  );
}

/** The text of the same step in the active version. */
function useActiveText(node: string): string | undefined {
  const flow = useDocument((state) => state.flow);
  const { data } = useQuery(flowQuery(flow));
  const active = data?.activeGraph;
  return useMemo(() => {
    const step = active === undefined ? undefined : parseGraph(active).graph?.nodes[node];
    return step?.type === "mapping" ? textOf(step.config[textField]) : undefined;
  }, [active, node]);
}

/** The rows whose expression is another one than in the active version. */
function changedRows(
  rows: readonly TargetRow[],
  text: string,
  activeText: string | undefined,
): ReadonlySet<string> {
  if (activeText === undefined || activeText === text) return new Set();
  const active = slices(activeText);
  const partOf = (from: string, cut: Slices, place: Place | undefined) => {
    const pair = place && pairAt(cut, place);
    if (!pair) return undefined;
    if (pair.group?.kind === "object") return "{";
    if (pair.group?.kind === "lines") return from.slice(pair.value.start, pair.group.object.start);
    return from.slice(pair.value.start, pair.value.end);
  };
  const now = slices(text);
  return new Set(
    rows
      .filter(
        (row) =>
          !row.isCovered &&
          partOf(text, now, row.place) !== partOf(activeText, active, findPlace(active, row.path)),
      )
      .map((row) => row.id),
  );
}

/** Lags behind while typing: it parses the whole text. */
function useFieldsRead(text: string, rows: readonly TargetRow[], roots: readonly KnownRoot[]): FieldsRead {
  const wanted = useMemo(() => ({ text, rows }), [text, rows]);
  const later = useDeferredValue(wanted);
  const isSourceRecord = !roots.some((root) => root.kind === "source");
  return useMemo(() => fieldsRead(later.text, later.rows, isSourceRecord), [later, isSourceRecord]);
}

const noSuggestions: ReadonlyMap<string, Suggestion> = new Map();

function useSuggestions(
  rows: readonly TargetRow[],
  roots: readonly KnownRoot[],
  reader: CellReader | undefined,
): ReadonlyMap<string, Suggestion> {
  // Only which rows are open, and in which lines, decides; a keystroke in a cell changes neither.
  const open = useKept(rows.filter((row) => !row.pair && !row.isCovered));
  const items = useKept(
    Object.fromEntries(open.flatMap((row) => row.lines).map(({ id }) => [id, itemsOf(id, rows, reader)])),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows count only as far as the open ones name them
  const wanted = useMemo(() => ({ open, items, all: rowsById(rows) }), [open, items]);
  const later = useDeferredValue(wanted);
  return useMemo(() => {
    if (roots.length === 0) return noSuggestions;
    return suggest({
      rows: later.open,
      sources: roots.filter((one) => one.kind !== "meta").flatMap((one) => one.fields),
      aboveOf: (row) => later.all.get(row.above ?? ""),
      around: (row) => row.lines.map(({ id, context }) => ({ context, items: later.items[id] ?? [] })),
      rootValue: (root) => roots.find((one) => one.root === root)?.value,
    });
  }, [later, roots]);
}

function rowsById(rows: readonly TargetRow[]): ReadonlyMap<string, TargetRow> {
  return new Map(rows.map((row) => [row.id, row]));
}

function itemsOf(id: string, rows: readonly TargetRow[], reader: CellReader | undefined): readonly Json[] {
  const group = rows.find((one) => one.id === id);
  return (group && reader?.lines(group)?.items) ?? [];
}

/** What the groups of lines around a row go through for the sample. */
export function itemsAround(
  row: TargetRow,
  rows: readonly TargetRow[],
  reader: CellReader | undefined,
): readonly ItemsAround[] {
  return row.lines.map(({ id, context }) => ({ context, items: itemsOf(id, rows, reader) }));
}

/** The value of a root for the sample: of those the tree lists, or the items of a group of lines. */
export function valueOfRoot({ roots, rows, reader }: MappingModel, root: string): Json | undefined {
  const known = roots.find((one) => one.root === root);
  if (known) return known.value;
  const group = rows.flatMap((row) => row.lines).find(({ context }) => itemsPath(context) === root);
  return group && itemsOf(group.id, rows, reader);
}
