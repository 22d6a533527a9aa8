import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { changedPlaces } from "../ui/json-changes.ts";
import { JsonTree } from "../ui/json-tree.tsx";
import { Switch } from "../ui/switch.tsx";
import { outputOf, type PassOutput } from "./output-of.ts";
import type { RecordStep } from "./record-steps.ts";

/** What a record was before a step and what came out of it, side by side. */
export function PassData({ step, pass }: { step: RecordStep; pass: PassRow }) {
  const t = useTranslations("runs.record");
  const output = useMemo(() => outputOf(step.type, pass), [step, pass]);
  const isChanged = useMemo(() => changesOf(step, pass, output), [step, pass, output]);
  const changed = isChanged !== undefined;
  const [onlyChanged, setOnlyChanged] = useState(false);
  return (
    <Sides
      first={
        <Side title={t("input")}>
          <JsonTree value={pass.input} label={t("inputOf", { step: step.title })} className="grow" />
        </Side>
      }
      second={
        <Side
          title={output.kind === "answer" ? t("answer") : t("output")}
          end={
            isChanged && (
              <Switch isSelected={onlyChanged} onChange={setOnlyChanged} className="text-sm">
                {t("onlyChanged")}
              </Switch>
            )
          }
          remark={<OutputRemark step={step} pass={pass} output={output} changed={changed} />}
        >
          {output.value !== undefined && (
            <JsonTree
              value={output.value}
              label={
                output.kind === "answer"
                  ? t("answerOf", { step: step.title })
                  : t("outputOf", { step: step.title })
              }
              {...(isChanged ? { isChanged, onlyChanged } : {})}
              className="grow"
            />
          )}
        </Side>
      }
    />
  );
}

/** Which places of a record a step changed; undefined when it changed nothing or gave something that cannot be compared. */
function changesOf(step: RecordStep, pass: PassRow, { kind, value }: PassOutput) {
  if (kind !== "record" || value === undefined || step.type === "source") return undefined;
  if (JSON.stringify(pass.input) === JSON.stringify(value)) return undefined;
  return changedPlaces(pass.input, value);
}

interface OutputRemarkProps {
  step: RecordStep;
  pass: PassRow;
  output: PassOutput;
  changed: boolean;
}

function OutputRemark({ step, pass, output, changed }: OutputRemarkProps) {
  const t = useTranslations("runs.record");
  switch (output.kind) {
    case "none":
      return t("noOutput");
    case "list":
      return t("elements", { count: pass.outputs.length });
    case "answer":
      return output.value === null ? t("noAnswer") : null;
    default:
      if (step.type === "filter" || step.type === "router") return t("leftBy", { exit: exitsOf(step, pass) });
      return changed || step.type === "source" ? null : t("unchangedRecord");
  }
}

function exitsOf(step: RecordStep, pass: PassRow): string {
  const ports = new Set(pass.outputs.map((output) => output.port));
  return step.exits.flatMap(({ port, title }) => (ports.has(port) ? [title] : [])).join(", ");
}

/** Two parts side by side; one above the other where there is no room. */
export function Sides({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <div className="grid min-h-0 grow border-t border-line wide:grid-cols-2 wide:divide-x wide:divide-line">
      {first}
      {second}
    </div>
  );
}

/** One of the {@link Sides}: a heading, perhaps a remark, and what fills the rest. */
export function Side({
  title,
  end,
  remark,
  children,
}: {
  title: string;
  end?: ReactNode;
  remark?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex max-h-[32rem] min-h-48 min-w-0 flex-col wide:max-h-none wide:min-h-0">
      <div className="flex h-9 shrink-0 items-center gap-3 border-b border-line px-3">
        <h3 className="text-sm text-ink-2">{title}</h3>
        <span className="grow truncate text-sm text-ink-3">{remark}</span>
        {end}
      </div>
      {children}
    </div>
  );
}
