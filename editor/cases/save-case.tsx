import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { CaseRow, CreateCase } from "@trasvase/shared/contract/case.ts";
import type { Sample } from "@trasvase/shared/contract/sample.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { graphJson } from "@trasvase/shared/print-graph.ts";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDocument, useFlowEditing } from "../document/flow-editing.tsx";
import { usePreview } from "../preview/preview-context.tsx";
import { PersonalNote, useSampleName } from "../samples/keep-sample.tsx";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toast.ts";
import { type StepChoice, StepChooser } from "./step-chooser.tsx";

/** Saves the current sample as a case: the name, and what the flow is expected to do with it from now on. */
export function SaveCase({ sample, onClose }: { sample: Sample; onClose: () => void }) {
  const t = useTranslations("cases.save");
  const ui = useTranslations("ui");
  const [name, setName] = useState(useSampleName(sample));
  const steps = useReachedSteps();
  const [choices, setChoices] = useState<Readonly<Record<string, StepChoice>>>({});
  const [decisions, setDecisions] = useState(true);
  const [outcomes, setOutcomes] = useState(true);
  const save = useSave(onClose);
  const submit = () => {
    const chosen = steps.flatMap((step): [string, "whole" | string[]][] => {
      const choice = choices[step.name] ?? step.initial;
      return choice === "nothing" ? [] : [[step.name, choice === "whole" ? "whole" : [...choice]]];
    });
    save.mutate({
      name: name.trim(),
      sample,
      chosen: { steps: Object.fromEntries(chosen), decisions, outcomes },
    });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("title")}
      size="md"
      footer={
        <>
          <Button onPress={onClose}>{ui("cancel")}</Button>
          <Button
            variant="primary"
            isDisabled={name.trim() === ""}
            isPending={save.isPending}
            onPress={submit}
          >
            {t("save")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-ink-2">{t("intro")}</p>
        <TextField label={t("name")} autoFocus value={name} maxLength={200} onChange={setName} />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium">{t("expect")}</legend>
          <Checkbox isSelected={decisions} onChange={setDecisions}>
            {t("decisions")}
          </Checkbox>
          <Checkbox isSelected={outcomes} onChange={setOutcomes}>
            {t("outcomes")}
          </Checkbox>
          {steps.map((step) => (
            <StepChooser
              key={step.name}
              title={step.title}
              outputs={step.outputs}
              value={choices[step.name] ?? step.initial}
              onChange={(choice) => setChoices({ ...choices, [step.name]: choice })}
            />
          ))}
        </fieldset>
        <PersonalNote sample={sample} />
        {save.error && <ProblemMessage live problem={{ severity: "error", message: save.error.message }} />}
      </div>
    </Dialog>
  );
}

interface ReachedStep {
  readonly name: string;
  readonly title: string;
  readonly outputs: readonly Json[];
  readonly initial: StepChoice;
}

/** The steps that make something of the sample: mappings are expected to give the same, what only passes on is not. */
function useReachedSteps(): readonly ReachedStep[] {
  const graph = useDocument((state) => state.graph);
  const passes = usePreview((state) => state.passes);
  return Object.entries(graph.nodes).flatMap(([name, node]) => {
    if (node.type !== "mapping" && node.type !== "split") return [];
    const outputs = (passes[name]?.passes ?? []).flatMap((pass) => pass.outputs.map((one) => one.data));
    if (outputs.length === 0) return [];
    const initial: StepChoice = node.type === "mapping" ? "whole" : "nothing";
    return [{ name, title: node.title ?? name, outputs, initial }];
  });
}

function useSave(onClose: () => void) {
  const t = useTranslations("cases.save");
  const client = useQueryClient();
  const navigate = useNavigate();
  const { document } = useFlowEditing();
  return useMutation({
    mutationFn: ({
      chosen,
      name,
      sample,
    }: Pick<CreateCase, "name" | "chosen"> & { sample: Sample }): Promise<CaseRow> => {
      const { flow, graph } = document.getState();
      const { data, key, readAt, standIns } = sample;
      const record = { data, key, readAt, ...(standIns === undefined ? {} : { standIns }) };
      const json = { name, graph: graphJson(graph), sample: record, chosen };
      return take(api.flows[":id"].cases.$post({ param: { id: flow }, json }));
    },
    onSuccess: async (row) => {
      const { flow } = document.getState();
      onClose();
      toast({
        message: t("done", { name: row.name }),
        tone: "ok",
        action: {
          label: t("show"),
          run: () => void navigate({ to: "/flows/$flow/cases", params: { flow } }),
        },
      });
      await client.invalidateQueries({ queryKey: queryKeys.cases(flow) });
    },
  });
}
