import { connectorCatalog } from "@trasvase/nodes/catalog.ts";
import type { Sample } from "@trasvase/shared/contract/sample.ts";
import { printPersonalPaths } from "@trasvase/shared/stand-in/personal-fields.ts";
import { personalOfFlow } from "@trasvase/shared/stand-in/personal-of-flow.ts";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { useDocument, useFlowEditing } from "../document/flow-editing.tsx";
import { useFlowPreview } from "../preview/preview-context.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toast.ts";
import { sampleLabel, sourceResource } from "./sample-key.ts";

/** Asks for a name and keeps a sample with the flow; says before what becomes of its personal fields. */
export function KeepSample({ sample, onClose }: { sample: Sample; onClose: () => void }) {
  const t = useTranslations("samples.keep");
  const ui = useTranslations("ui");
  const { document } = useFlowEditing();
  const { samples } = useFlowPreview();
  const [name, setName] = useState(useSampleName(sample));
  const [isPending, setPending] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const keep = async () => {
    setPending(true);
    setTrouble(undefined);
    try {
      await samples.keep(sample, name.trim(), document.getState().graph);
      toast({ message: t("done", { name: name.trim() }), tone: "ok" });
      onClose();
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
      setPending(false);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("title")}
      size="sm"
      footer={
        <>
          <Button onPress={onClose}>{ui("cancel")}</Button>
          <Button
            variant="primary"
            isDisabled={name.trim() === ""}
            isPending={isPending}
            onPress={() => void keep()}
          >
            {t("keep")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <TextField
          label={t("name")}
          autoFocus
          value={name}
          maxLength={200}
          onChange={setName}
          onKeyDown={(event) => {
            if (event.key === "Enter" && name.trim() !== "" && !isPending) void keep();
          }}
        />
        <PersonalNote sample={sample} />
        {trouble !== undefined && <ProblemMessage live problem={{ severity: "error", message: trouble }} />}
      </div>
    </Dialog>
  );
}

/** What a sample would be called: its label with its key, as far as there are any. */
export function useSampleName(sample: Sample): string {
  const graph = useDocument((state) => state.graph);
  const types = useDocument((state) => state.catalogue.connections);
  if (sample.name !== undefined) return sample.name;
  const resource = sourceResource(graph, types);
  const personal = personalOfFlow(graph, { connectors: connectorCatalog, connections: types });
  const label = personal?.label ? undefined : sampleLabel(sample.data, resource);
  return label === undefined || label === sample.key ? sample.key : `${label} (${sample.key})`;
}

/** Says which fields of a record become stand-ins when it is stored. */
export function PersonalNote({ sample }: { sample: Sample }) {
  const t = useTranslations("samples.keep");
  const graph = useDocument((state) => state.graph);
  const types = useDocument((state) => state.catalogue.connections);
  const paths = useMemo(() => {
    const personal = personalOfFlow(graph, { connectors: connectorCatalog, connections: types });
    return printPersonalPaths(personal?.source);
  }, [graph, types]);
  if (sample.standIns) return <p className="text-sm text-ink-2">{t("alreadyStandIns")}</p>;
  if (paths.length === 0) return <p className="text-sm text-ink-2">{t("nothingPersonal")}</p>;
  return (
    <div className="flex flex-col gap-1 text-sm text-ink-2">
      <p>{t("personal", { count: paths.length })}</p>
      <p className="font-mono break-words">{paths.join(", ")}</p>
    </div>
  );
}
