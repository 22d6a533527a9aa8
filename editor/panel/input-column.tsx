import type { Json } from "@trasvase/shared/json.ts";
import { CornerDownLeft } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useDocument } from "../document/flow-editing.tsx";
import { printValuePath, type ValuePath } from "../expression/expression-path.ts";
import { useCodeFields } from "../form/code-fields.tsx";
import { resourceOfConfig } from "../form/resource-of.ts";
import { presenceAt } from "../preview/field-presence.ts";
import { usePreview, useSurvey, useWatchSurvey } from "../preview/preview-context.tsx";
import type { PreviewPass } from "../preview/preview-job.ts";
import { useExpressionInputs, usePassesOfNode } from "../preview/use-passes.ts";
import type { JsonRow } from "../ui/json-rows.ts";
import { announce } from "../ui/live-region.tsx";
import { Select } from "../ui/select.tsx";
import { NotReached } from "./not-reached.tsx";
import type { ColumnProps } from "./output-column.tsx";
import { PresenceBar } from "./presence-bar.tsx";
import { RecordView, type RecordViewProps } from "./record-view.tsx";
import { useLookedAt } from "./use-looked-at.ts";
import { useViolations } from "./use-violations.ts";

/**
 * The record that reaches a step. Its fields can be put into the step's expressions: dragged there, by double click or Enter, or with
 * the button of the row.
 */
export function InputColumn({ node, title }: ColumnProps) {
  const t = useTranslations("panel.input");
  const known = usePassesOfNode(node);
  const type = useDocument((state) => state.graph.nodes[node]?.type);
  const passes = known?.passes ?? noPasses;
  const reached = passes.length > 0;
  const ids = useMemo(() => passes.map((pass) => pass.recordId), [passes]);
  const [index, onIndex] = useLookedAt(ids);
  const { inputs, steps } = useExpressionInputs(node);
  const source = usePreview((state) => state.sample?.data);
  const takesFields = type !== "source" && type !== "destination";
  const roots = useMemo(() => (takesFields ? rootsOf(source, steps) : noRoots), [source, steps, takesFields]);
  const [root, setRoot] = useState("");
  const chosen = roots.get(root);
  const records = useMemo(() => (chosen === undefined ? inputs : [chosen]), [chosen, inputs]);
  const from = chosen === undefined ? "" : root;
  const rowEnd = useRowEnd(node, from, takesFields);
  const taking = useFieldTaking(from);
  const problemAt = useViolationsAt(node, type, inputs[index], passes[index]?.provisional ?? false);
  const end = useMemo(
    () => roots.size > 0 && <RootChoice roots={[...roots.keys()]} root={from} onRoot={setRoot} />,
    [roots, from],
  );
  if (inputs.length === 0) return <NotReached node={node} side="input" />;
  return (
    <>
      {!reached && (
        <p className="border-b border-line bg-sunken px-3 py-1 text-sm text-ink-2">{t("wouldReach")}</p>
      )}
      <RecordView
        label={t(type === "source" ? "ofSource" : "of", { title })}
        records={records}
        index={index}
        onIndex={onIndex}
        stale={known?.stale ?? false}
        {...(rowEnd ? { rowEnd } : {})}
        {...(problemAt ? { problemAt } : {})}
        {...(takesFields ? { onActivate: taking.onActivate, dragged: taking.dragged, root: from, end } : {})}
      />
    </>
  );
}

/** What the destination that the record arrives at would object to. */
function useViolationsAt(
  node: string,
  type: string | undefined,
  record: Json | undefined,
  isProvisional: boolean,
): RecordViewProps["problemAt"] {
  const fields = useDocument((state) =>
    type === "destination"
      ? resourceOfConfig(state.graph.nodes[node]?.config, state.catalogue.connections)?.fields
      : undefined,
  );
  return useViolations(isProvisional ? undefined : record, fields);
}

/** At the end of each row: in how many samples the field is there, and the button that takes it into an expression. */
function useRowEnd(node: string, from: string, takesFields: boolean): RecordViewProps["rowEnd"] {
  useWatchSurvey({ presenceAt: node });
  const presence = useSurvey((state) => (state.presenceAt === node ? state.presence : undefined));
  const { take } = useFieldTaking(from);
  const known = from === "" && presence && presence.of > 1 ? presence : undefined;
  return useMemo(() => {
    if (!known && !takesFields) return undefined;
    return (row: JsonRow) => (
      <span className="flex items-center gap-1">
        {takesFields && <TakeField path={printValuePath(row.path, from)} onTake={() => take(row.path)} />}
        {known && typeof row.path.at(-1) === "string" && (
          <PresenceBar count={presenceAt(known, row.path)} of={known.of} />
        )}
      </span>
    );
  }, [known, takesFields, from, take]);
}

/** How fields go from the record into the expression that had the focus last. The same functions from render to render. */
function useFieldTaking(from: string) {
  const t = useTranslations("panel.input");
  const fields = useCodeFields();
  return useMemo(() => {
    const insert = async (path: ValuePath) => {
      const target = fields.current();
      if (!target) return;
      const whole = printValuePath(path, from);
      if (from !== "") target.insert(whole);
      const written = from === "" ? await target.insertField(path) : whole;
      if (written !== undefined) announce(t("inserted", { path: written }));
    };
    const take = (path: ValuePath) => void insert(path);
    return {
      take,
      onActivate: take,
      dragged: (path: ValuePath) => ({ "text/plain": printValuePath(path, from) }),
    };
  }, [fields, from, t]);
}

function TakeField({ path, onTake }: { path: string; onTake: () => void }) {
  const t = useTranslations("panel.input");
  return (
    <button
      type="button"
      tabIndex={-1}
      title={t("insert", { path })}
      aria-label={t("insert", { path })}
      // The expression keeps the focus, so that it knows where its caret is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
      className="flex size-6 items-center justify-center rounded-3 text-ink-2 opacity-0 group-hover/row:opacity-100 group-aria-selected/row:opacity-100 hover:bg-accent-soft hover:text-accent"
    >
      <CornerDownLeft aria-hidden size={14} />
    </button>
  );
}

const noPasses: readonly PreviewPass[] = [];

const noRoots: ReadonlyMap<string, Json> = new Map();

/** What an expression here can read besides the record: the record as it was read, and what earlier steps gave. */
function rootsOf(source: Json | undefined, steps: Readonly<Record<string, Json>>): ReadonlyMap<string, Json> {
  const roots = new Map<string, Json>();
  if (source !== undefined) roots.set("$source", source);
  for (const [name, value] of Object.entries(steps)) roots.set(`$steps.${name}`, value);
  return roots;
}

interface RootChoiceProps {
  roots: readonly string[];
  root: string;
  onRoot: (root: string) => void;
}

function RootChoice({ roots, root, onRoot }: RootChoiceProps) {
  const t = useTranslations("panel.input");
  return (
    <Select
      label={t("root")}
      hideLabel
      options={[{ id: "", label: t("record") }, ...roots.map((id) => ({ id, label: id }))]}
      value={root}
      onChange={onRoot}
      className="w-22 shrink-0"
    />
  );
}
