import type { ResourceField } from "@trasvase/shared/connector.ts";
import type { GraphTable } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { ArrowRight, Plus, Trash2 } from "lucide-react";
import { useId, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFlowEditing } from "../../document/flow-editing.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { inputClassName } from "../../ui/field-frame.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { cellText } from "../cell-questions.ts";
import { useMapping } from "../editing/mapping-editing.tsx";
import type { EvaluationJob } from "../evaluation/evaluation-job.ts";
import { useEvaluated } from "../evaluation/use-evaluated.ts";
import type { TargetRow } from "../target-rows.ts";
import { type SeenValue, seenValues } from "./seen-values.ts";
import { readTableCall } from "./table-call.ts";
import { readTargetValue, withDefault, withForce, withoutRow, withRow, withRowAt } from "./table-edits.ts";

/**
 * The value table of a row: what comes in, what goes out, what to do with the rest (MAP-17). Values that the samples look up and that
 * have no row are listed with how often they occur.
 */
export function ValueTable({ row }: { row: TargetRow }) {
  const t = useTranslations("mappingTable.tables");
  const { model, actions } = useMapping();
  const call = readTableCall(row.text);
  const name = call?.name ?? "";
  const known = Object.hasOwn(model.tables, name) ? model.tables[name] : undefined;
  const seen = useSeenValues(row, call?.value ?? "", known);
  if (!call) return <p className="text-sm text-ink-2">{t("none")}</p>;
  if (!known) {
    return (
      <p className="flex items-center gap-2 text-sm">
        {t("missing", { name })}
        <Button size="sm" icon={Plus} onPress={() => actions.setTable(name, { rows: [] })}>
          {t("make")}
        </Button>
      </p>
    );
  }
  const change = (table: GraphTable) => actions.setTable(name, table);
  const unmatched = seen.filter((one) => !one.isMatched);
  return (
    <section aria-label={t("title", { name })} className="flex flex-col gap-2">
      <h4 className="flex items-baseline gap-2 text-sm font-medium">
        {t("title", { name })}
        <span className="font-normal text-ink-3">{t("rowCount", { count: known.rows.length })}</span>
      </h4>
      <div className="grid gap-3 @min-[44rem]:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Rows table={known} field={row.field} onChange={change} />
        <div className="flex flex-col gap-2">
          <Unmatched
            values={unmatched}
            hasDefault={known.default !== undefined}
            onAdd={(value) => change(withRow(known, value, guessTarget(value, row.field)))}
          />
          <Rest table={known} field={row.field} onChange={change} />
        </div>
      </div>
    </section>
  );
}

/** The value of the target that a looked-up value names itself, by its value or its title. */
function guessTarget(value: string, field: ResourceField | undefined): Json {
  const same = (one: string) => one.trim().toLowerCase() === value.trim().toLowerCase();
  const found = field?.values?.find((one) => same(String(one.value)) || same(one.title));
  return found ? found.value : "";
}

/** What the samples look up. */
function useSeenValues(row: TargetRow, value: string, table: GraphTable | undefined): readonly SeenValue[] {
  const { model } = useMapping();
  const { scopes, tables, text, cut } = model;
  const job = useMemo((): EvaluationJob | undefined => {
    if (value === "" || scopes.all.length === 0) return undefined;
    const question = { id: "value", text: cellText(value, { text, cut, lines: row.lines }) };
    return { scopes: scopes.all, tables, questions: [question] };
  }, [value, scopes, tables, text, cut, row]);
  const { evaluations } = useEvaluated(job);
  return useMemo(
    () => seenValues(evaluations?.value ?? [], row.lines.length, table),
    [evaluations, row, table],
  );
}

interface PartProps {
  table: GraphTable;
  field: ResourceField | undefined;
  onChange: (table: GraphTable) => void;
}

function Rows({ table, field, onChange }: PartProps) {
  const t = useTranslations("mappingTable.tables");
  const { document } = useFlowEditing();
  return (
    <div className="min-w-0">
      <ul className="flex max-h-56 flex-col gap-1 overflow-auto pr-1">
        {table.rows.map(([from, to], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity but its place; two may say the same while being typed
          <li key={index} className="flex items-center gap-1.5">
            <input
              aria-label={t("from", { row: index + 1 })}
              value={from}
              onChange={(event) => onChange(withRowAt(table, index, [event.target.value, to]))}
              onBlur={() => document.getState().seal()}
              className={`${inputClassName} basis-0 grow font-mono text-sm!`}
            />
            <ArrowRight aria-hidden size={14} className="shrink-0 text-ink-3" />
            <TargetValue
              label={t("to", { row: index + 1 })}
              value={to}
              field={field}
              onChange={(value) => onChange(withRowAt(table, index, [from, value]))}
            />
            <IconButton
              icon={Trash2}
              size="sm"
              label={t("removeRow", { from })}
              onPress={() => onChange(withoutRow(table, index))}
            />
          </li>
        ))}
      </ul>
      <Button
        size="sm"
        variant="quiet"
        icon={Plus}
        className="mt-1"
        onPress={() => onChange(withRow(table, "", ""))}
      >
        {t("addRow")}
      </Button>
    </div>
  );
}

/** A value of the target: one of its list where the field has one, else as it is typed. */
function TargetValue({
  label,
  value,
  field,
  onChange,
}: {
  label: string;
  value: Json;
  field: ResourceField | undefined;
  onChange: (value: Json) => void;
}) {
  const { document } = useFlowEditing();
  const list = useId();
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  const listed = field?.values ?? [];
  const title = listed.find((one) => one.value === value)?.title;
  return (
    <span className="flex min-w-0 grow basis-0 items-center gap-1.5">
      <input
        aria-label={label}
        value={shown}
        list={listed.length > 0 ? list : undefined}
        onChange={(event) => onChange(readTargetValue(event.target.value, field))}
        onBlur={() => document.getState().seal()}
        className={`${inputClassName} font-mono text-sm!`}
      />
      {listed.length > 0 && (
        <datalist id={list}>
          {listed.map((one) => (
            <option key={String(one.value)} value={String(one.value)}>
              {one.title}
            </option>
          ))}
        </datalist>
      )}
      {title !== undefined && title !== shown && (
        <span className="max-w-28 shrink-0 truncate text-xs text-ink-2">{title}</span>
      )}
    </span>
  );
}

function Unmatched({
  values,
  hasDefault,
  onAdd,
}: {
  values: readonly SeenValue[];
  hasDefault: boolean;
  onAdd: (value: string) => void;
}) {
  const t = useTranslations("mappingTable.tables");
  if (values.length === 0) return <p className="text-sm text-ink-2">{t("allMatched")}</p>;
  return (
    <div>
      <p className={`pb-1 text-sm ${hasDefault ? "text-ink-2" : "text-warn"}`}>
        {t(hasDefault ? "unmatchedDefault" : "unmatched", { count: values.length })}
      </p>
      <ul className="flex max-h-32 flex-wrap gap-1 overflow-auto">
        {values.map(({ value, count }) => (
          <li key={value}>
            <Button size="sm" icon={Plus} onPress={() => onAdd(value)}>
              <span className="sr-only">{t("addRowFor")}</span>
              <span className="max-w-40 truncate font-mono">{value === "" ? t("emptyText") : value}</span>
              <Badge>{t("times", { count })}</Badge>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Rest({ table, field, onChange }: PartProps) {
  const t = useTranslations("mappingTable.tables");
  const hasDefault = table.default !== undefined;
  return (
    <div className="flex flex-col gap-1.5 border-t border-line pt-2">
      <Checkbox
        isSelected={hasDefault}
        onChange={(selected) => onChange(withDefault(table, selected ? "" : undefined))}
      >
        {t("hasDefault")}
      </Checkbox>
      {hasDefault && (
        <>
          <TargetValue
            label={t("default")}
            value={table.default ?? ""}
            field={field}
            onChange={(value) => onChange(withDefault(table, value))}
          />
          <Checkbox
            isSelected={table.force === true}
            onChange={(selected) => onChange(withForce(table, selected))}
          >
            {t("force")}
          </Checkbox>
        </>
      )}
    </div>
  );
}
