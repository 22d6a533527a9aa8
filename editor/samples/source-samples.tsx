import type { ResourceDefinition, ResourceField } from "@trasvase/shared/connector.ts";
import type { Sample } from "@trasvase/shared/contract/sample.ts";
import { RefreshCw, Search } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDocument, useFlowEditing, useSession } from "../document/flow-editing.tsx";
import { connectorOfConfig, sourceOf } from "../form/resource-of.ts";
import { useFlowPreview, useSamples } from "../preview/preview-context.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { Select } from "../ui/select.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { TextField } from "../ui/text-field.tsx";
import { digest } from "./digest.ts";
import { HeardSamples } from "./heard-samples.tsx";
import { sampleLabel, sourceResource } from "./sample-key.ts";
import type { Wanted } from "./sample-store.ts";

/** The samples that are there, with ways to fetch the newest or one by its key. */
export function SourceSamples({ onDone }: { onDone: () => void }) {
  const t = useTranslations("samples.picker");
  const { document, session } = useFlowEditing();
  const { samples: store } = useFlowPreview();
  const { samples, status, message } = useSamples((state) => state);
  const graph = useDocument((state) => state.graph);
  const types = useDocument((state) => state.catalogue.connections);
  const current = useSession((state) => state.sample);
  const isPushed = connectorOfConfig(sourceOf(graph)?.node.config, types)?.pushed ?? false;
  const isLoading = status === "loading";
  const load = (wanted: Wanted) => void store.load(document.getState().graph, wanted);
  if (isPushed) return <HeardSamples onDone={onDone} />;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <SearchSource isLoading={isLoading} load={load} />
        <Button icon={RefreshCw} isPending={isLoading} className="ml-auto" onPress={() => load({})}>
          {t("fetchNewest")}
        </Button>
      </div>
      {message !== undefined && (
        <ProblemMessage live problem={{ severity: status === "failed" ? "error" : "note", message }} />
      )}
      {isLoading && samples.length === 0 && <SkeletonRows rows={6} />}
      {samples.length > 0 && (
        <SampleRows
          samples={samples}
          current={current}
          labelOf={(sample) => sampleLabel(sample.data, sourceResource(graph, types))}
          onChoose={(index) => {
            session.getState().chooseSample(index);
            onDone();
          }}
        />
      )}
      {!isLoading && samples.length === 0 && message === undefined && (
        <EmptyState title={t("noneTitle")} why={t("noneWhy")} />
      )}
    </div>
  );
}

/** Finds records by their key, or by a field the system can search by. */
function SearchSource({ isLoading, load }: { isLoading: boolean; load: (wanted: Wanted) => void }) {
  const t = useTranslations("samples.picker");
  const graph = useDocument((state) => state.graph);
  const types = useDocument((state) => state.catalogue.connections);
  const resource = sourceResource(graph, types);
  const [by, setBy] = useState(byKey);
  const [value, setValue] = useState("");
  const fields = searchFields(resource);
  const field = fields.find((one) => one.name === by)?.name;
  const find = () => load(field === undefined ? { key: value } : { where: { field, value } });
  return (
    <>
      {fields.length > 0 && (
        <Select
          label={t("by")}
          options={[
            { id: byKey, label: t("key") },
            ...fields.map(({ name, title }) => ({ id: name, label: title, description: name })),
          ]}
          value={field ?? byKey}
          onChange={setBy}
          className="w-56"
        />
      )}
      <TextField
        label={fields.length > 0 ? t("value") : t("key")}
        value={value}
        onChange={setValue}
        mono
        className="w-64"
        onKeyDown={(event) => {
          if (event.key === "Enter" && value !== "") find();
        }}
      />
      <Button icon={Search} isDisabled={value === "" || isLoading} onPress={find}>
        {t("find")}
      </Button>
    </>
  );
}

const byKey = "";

/** The fields by which a system finds records of this kind. */
function searchFields(resource: ResourceDefinition | undefined): readonly ResourceField[] {
  const match = resource?.match ?? [];
  if (!resource || match === "any") return [];
  return match.flatMap((name) => resource.fields.find((one) => one.name === name) ?? []);
}

interface SampleRowsProps {
  samples: readonly Sample[];
  current: number;
  labelOf: (sample: Sample) => string | undefined;
  onChoose: (index: number) => void;
}

function SampleRows({ samples, current, labelOf, onChoose }: SampleRowsProps) {
  const t = useTranslations("samples.picker");
  return (
    <ul aria-label={t("list")} className="flex flex-col border-t border-line">
      {samples.map((sample, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two samples may have the same key
        <li key={index}>
          <button
            type="button"
            aria-current={index === current}
            onClick={() => onChoose(index)}
            className={classNames(
              "focus-ring-inset flex h-row w-full items-center gap-3 border-b border-line px-2 text-left hover:bg-hover",
              index === current && "bg-accent-soft",
            )}
          >
            <span className="w-44 shrink-0 truncate font-mono text-sm">{sample.key}</span>
            {labelOf(sample) !== undefined && (
              <span className="w-48 shrink-0 truncate">{labelOf(sample)}</span>
            )}
            <span className="min-w-0 grow truncate text-sm text-ink-2">{digest(sample.data)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
