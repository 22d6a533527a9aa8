import type { Json } from "@trasvase/shared/json.ts";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { ValuePath } from "../expression/expression-path.ts";
import { RecordView } from "../panel/record-view.tsx";
import { useViolations } from "../panel/use-violations.ts";
import type { PreviewPass } from "../preview/preview-job.ts";
import { usePassesOfNode } from "../preview/use-passes.ts";
import { changedPlaces } from "../ui/json-changes.ts";
import { membersOf } from "../ui/json-rows.ts";
import { OutcomeChip } from "../ui/outcome-chip.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { useMapping } from "./editing/mapping-editing.tsx";
import { DifferenceList } from "./result/difference-list.tsx";
import { useActiveOutput } from "./result/use-active-output.ts";
import { isField } from "./row-filters.ts";

export interface MappingResultProps {
  pass: PreviewPass;
  label: string;
  stale: boolean;
}

const tabs = ["result", "target", "active"] as const;
type Tab = (typeof tabs)[number];

/** There is one record only, so there is nowhere to go. */
const stay = () => {};

/** What differs from the record that came in; undefined when nothing is as it was, because then everything would be marked. */
function changesOf(input: Json, output: Json | undefined): ((path: ValuePath) => boolean) | undefined {
  if (output === undefined) return undefined;
  const isChanged = changedPlaces(input, output);
  return membersOf(output).some(([name]) => !isChanged([name])) ? isChanged : undefined;
}

/** What a mapping gives for the sample: by itself, beside what the target has, beside what the active version gives (MAP-16). */
export function MappingResult({ pass, label, stale }: MappingResultProps) {
  const t = useTranslations("mappingTable.result");
  const [tab, setTab] = useState<Tab>("result");
  const output = pass.outputs[0]?.data;
  const contents = {
    result: <Result pass={pass} label={label} stale={stale} />,
    target: <TargetDifference pass={pass} />,
    active: <ActiveDifference pass={pass} />,
  };
  if (output === undefined) return contents.result;
  return (
    <Tabs
      label={t("tabs")}
      tabs={tabs.map((id) => ({ id, label: t(`tab.${id}`), content: contents[id] }))}
      selected={tab}
      onSelect={setTab}
      className="grow"
      panelClassName="flex flex-col"
    />
  );
}

function Result({ pass, label, stale }: MappingResultProps) {
  const t = useTranslations("mappingTable.result");
  const { model } = useMapping();
  const output = pass.outputs[0]?.data;
  const records = useMemo(() => (output === undefined ? [] : [output]), [output]);
  const { rows, problems, target } = model;
  const isChanged = useMemo(() => changesOf(pass.input, output), [pass.input, output]);
  // What stands in for values that a system has not given yet is never wrong.
  const problemAt = useViolations(pass.provisional ? undefined : output, target?.resource.fields);
  const missing = useMemo(
    () =>
      rows
        .filter(
          (row) => isField(row) && problems.get(row.id)?.some((one) => one.code.startsWith("required-")),
        )
        .map((row) => row.field?.title ?? row.path.join(".")),
    [rows, problems],
  );
  return (
    <>
      {pass.outcome && (
        <div className="flex flex-col gap-1 border-b border-line px-3 py-2">
          <OutcomeChip kind={pass.outcome.kind} plain />
          <p>{pass.outcome.message}</p>
        </div>
      )}
      {target && missing.length > 0 && (
        <p className="shrink-0 border-b border-line bg-err-soft px-3 py-1.5 text-sm text-err">
          {t("missing", { fields: missing.slice(0, 8).join(", ") })}
        </p>
      )}
      {output !== undefined && (
        <RecordView
          label={label}
          {...(isChanged ? { isChanged } : {})}
          {...(problemAt ? { problemAt } : {})}
          records={records}
          index={0}
          onIndex={stay}
          stale={stale}
        />
      )}
    </>
  );
}

/** Beside the record that the destination's match field finds in the target now. */
function TargetDifference({ pass }: { pass: PreviewPass }) {
  const t = useTranslations("mappingTable.result");
  const { model } = useMapping();
  const { target } = model;
  const known = usePassesOfNode(target?.node ?? "");
  // What leaves this step arrives there under the same id.
  const id = pass.outputs[0]?.recordId;
  const arrived = known?.passes.find((one) => one.recordId === id) ?? known?.passes[0];
  const dryRun = arrived?.dryRun;
  const output = pass.outputs[0]?.data;
  if (!target) return <Note text={t("noTarget")} />;
  if (!dryRun)
    return <Note text={t(arrived?.pending ? "asking" : "notReached", { resource: target.resource.title })} />;
  if (!dryRun.matched) {
    const match = dryRun.match.map((one) => `${one.field} ${String(one.value)}`).join(", ");
    return (
      <Note text={t(match === "" ? "notLooked" : "notThere", { resource: target.resource.title, match })} />
    );
  }
  return (
    <DifferenceList
      before={dryRun.matched.data}
      after={output}
      beforeLabel={t("inTarget")}
      afterLabel={t("sent")}
      isPart
      fields={model.rows}
    />
  );
}

/** Beside what the same step of the active version makes of the same record. */
function ActiveDifference({ pass }: { pass: PreviewPass }) {
  const t = useTranslations("mappingTable.result");
  const { model } = useMapping();
  const active = useActiveOutput();
  if (model.activeText === undefined) return <Note text={t("noActive")} />;
  if (!active) return <Note text={t("computing")} />;
  if (active.failed) return <Note text={t("activeFailed", { message: active.failed.message })} />;
  return (
    <DifferenceList
      before={active.value}
      after={pass.outputs[0]?.data}
      beforeLabel={t("activeVersion")}
      afterLabel={t("draft")}
      isPart={false}
      fields={model.rows}
    />
  );
}

function Note({ text }: { text: string }) {
  return <p className="p-3 text-ink-2">{text}</p>;
}
