import { useQuery } from "@tanstack/react-query";
import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import { type OutcomeKind, outcomeKinds } from "@trasvase/shared/outcome.ts";
import { X } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { titleOf } from "../document/definitions.ts";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { flowListQuery } from "../shell/rail-counts.ts";
import type { RecordsSearch } from "../shell/search-params.ts";
import { Button } from "../ui/button.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { Select } from "../ui/select.tsx";
import { Switch } from "../ui/switch.tsx";
import { withFilter } from "./with-filter.ts";

/** After this many milliseconds without another letter the log is searched. */
const typingMs = 250;
/** Stands in a list for "no filter"; an id is never empty. */
const all = "";

interface RecordFiltersProps {
  search: RecordsSearch;
  onChange: (search: RecordsSearch) => void;
}

/** The filters of the record log; all of them are in the address (RUN-3). */
export function RecordFilters({ search, onChange }: RecordFiltersProps) {
  const t = useTranslations("runs.records");
  const words = useTranslations("runs");
  const outcomes = useTranslations("glossary.outcome");
  const flows = useQuery(flowListQuery);
  const set = (change: Parameters<typeof withFilter>[1]) => onChange(withFilter(search, change));
  const kinds: readonly OutcomeKind[] = [...outcomeKinds].reverse();
  return (
    <div className="ml-auto flex min-w-0 flex-wrap items-center gap-2">
      <KeySearch text={search.q ?? ""} onChange={(q) => set({ q })} />
      <Select
        label={words("flow")}
        hideLabel
        options={[
          { id: all, label: words("allFlows") },
          ...(flows.data?.rows ?? []).map(({ id, name }) => ({ id, label: name })),
        ]}
        value={search.flow ?? all}
        onChange={(flow) => set({ flow, node: undefined })}
        className="w-56"
      />
      {search.flow !== undefined && (
        <StepSelect flow={search.flow} node={search.node} onChange={(node) => set({ node })} />
      )}
      <Select
        label={t("outcome")}
        hideLabel
        options={[
          { id: all, label: t("allOutcomes") },
          ...kinds.map((kind) => ({ id: kind, label: outcomes(kind) })),
        ]}
        value={search.outcome ?? all}
        onChange={(id) => set({ outcome: kinds.find((kind) => kind === id) })}
        className="w-44"
      />
      <Switch isSelected={search.open === true} onChange={(open) => set({ open: open || undefined })}>
        {t("open")}
      </Switch>
      {search.run !== undefined && (
        <Button size="sm" icon={X} onPress={() => set({ run: undefined })}>
          {t("oneRun")}
        </Button>
      )}
      {Object.keys(search).length > 0 && (
        <Button variant="quiet" onPress={() => onChange({})}>
          {t("clear")}
        </Button>
      )}
    </div>
  );
}

function KeySearch({ text, onChange }: { text: string; onChange: (text: string | undefined) => void }) {
  const t = useTranslations("runs.records");
  const [typed, setTyped] = useState(text);
  const [applied, setApplied] = useState(text);
  if (applied !== text) {
    // Changed from outside: cleared, or another address.
    setApplied(text);
    if (typed.trim() !== text) setTyped(text);
  }
  const apply = useEffectEvent(() => onChange(typed.trim() || undefined));
  useEffect(() => {
    if (typed.trim() === text) return;
    const timer = setTimeout(apply, typingMs);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return (
    <SearchField
      label={t("search")}
      value={typed}
      onChange={setTyped}
      onSubmit={() => onChange(typed.trim() || undefined)}
      className="w-64"
    />
  );
}

function StepSelect({
  flow,
  node,
  onChange,
}: {
  flow: string;
  node: string | undefined;
  onChange: (node: string) => void;
}) {
  const t = useTranslations("runs.records");
  const { data } = useQuery({
    queryKey: queryKeys.flow(flow),
    queryFn: ({ signal }) => take(api.flows[":id"].$get({ param: { id: flow } }, signalled(signal))),
  });
  const graph = parseGraph(data?.activeGraph ?? data?.graph).graph;
  const steps = Object.entries(graph?.nodes ?? {}).filter(([, { type }]) => type !== "note");
  return (
    <Select
      label={t("step")}
      hideLabel
      options={[
        { id: all, label: t("allSteps") },
        ...steps.map(([name]) => ({ id: name, label: graph ? titleOf(graph, name, nodeCatalog) : name })),
      ]}
      value={node ?? all}
      onChange={onChange}
      className="w-48"
    />
  );
}
