import type { Json } from "@trasvase/shared/json.ts";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { ValuePath } from "../expression/expression-path.ts";
import { RecordView } from "../panel/record-view.tsx";
import { useViolations } from "../panel/use-violations.ts";
import type { PreviewPass } from "../preview/preview-job.ts";
import { changedPlaces } from "../ui/json-changes.ts";
import { membersOf } from "../ui/json-rows.ts";
import { OutcomeChip } from "../ui/outcome-chip.tsx";
import { sentAs } from "./coverage.ts";
import { useMappingTarget } from "./use-mapping-target.ts";

export interface MappingResultProps {
  node: string;
  pass: PreviewPass;
  label: string;
  stale: boolean;
}

/** There is one record only, so there is nowhere to go. */
const stay = () => {};

/** What differs from the record that came in; undefined when nothing is as it was, because then everything would be marked. */
function changesOf(input: Json, output: Json | undefined): ((path: ValuePath) => boolean) | undefined {
  if (output === undefined) return undefined;
  const isChanged = changedPlaces(input, output);
  return membersOf(output).some(([name]) => !isChanged([name])) ? isChanged : undefined;
}

/** What a mapping gives for the sample, and which required fields of the target are missing from it. */
export function MappingResult({ node, pass, label, stale }: MappingResultProps) {
  const t = useTranslations("mapping.result");
  const { target, fields } = useMappingTarget(node);
  const output = pass.outputs[0]?.data;
  const records = useMemo(() => (output === undefined ? [] : [output]), [output]);
  const isChanged = useMemo(() => changesOf(pass.input, output), [pass.input, output]);
  // What stands in for values that a system has not given yet is never wrong.
  const problemAt = useViolations(pass.provisional ? undefined : output, target?.resource.fields);
  const missing = useMemo(
    () =>
      output === undefined
        ? []
        : fields
            .filter((one) => one.required && sentAs(output, one.path) !== "value")
            .map((one) => one.field.title),
    [fields, output],
  );
  return (
    <div className="flex min-h-0 grow flex-col">
      {pass.outcome && (
        <div className="flex flex-col gap-1 border-b border-line px-3 py-2">
          <OutcomeChip kind={pass.outcome.kind} plain />
          <p>{pass.outcome.message}</p>
        </div>
      )}
      {target && missing.length > 0 && (
        <p className="border-b border-line bg-err-soft px-3 py-1.5 text-sm text-err">
          {t("missing", {
            resource: target.resource.title,
            count: missing.length,
            fields: missing.slice(0, 8).join(", "),
          })}
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
    </div>
  );
}
