import { type ExampleRecord, type NodeExample, readExample } from "@trasvase/shared/example.ts";
import type { JsonObject } from "@trasvase/shared/json.ts";
import type { NodeDefinition } from "@trasvase/shared/node.ts";
import { CircleHelp } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { definitions } from "../document/catalogue.ts";
import { setConfig } from "../document/edits/config.ts";
import { useFlowEditing } from "../document/flow-editing.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { JsonText } from "../ui/json-text.tsx";
import { OutcomeChip } from "../ui/outcome-chip.tsx";
import { HelpText } from "./help-text.tsx";

/** Opens what a step of this type does, with its examples: the same that are run as its tests. */
export function StepHelp({ node, definition }: { node: string; definition: NodeDefinition }) {
  const t = useTranslations("panel.help");
  const word = useTranslations("glossary.node");
  const { document } = useFlowEditing();
  const [isOpen, setOpen] = useState(false);
  const title = t("title", { type: word(definition.type) });
  const use = (example: NodeExample) => {
    const { apply, graph } = document.getState();
    const config = withSettingsOf(example, graph.nodes[node]?.config ?? {});
    apply(setConfig(graph, { name: node, config }, definitions));
    setOpen(false);
  };
  return (
    <>
      <IconButton icon={CircleHelp} label={title} onPress={() => setOpen(true)} />
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={title} size="lg">
        <div className="flex flex-col gap-6">
          <HelpText text={definition.help} />
          {definition.examples.map(readExample).map((example) => (
            <Example key={example.title} example={example} onUse={() => use(example)} />
          ))}
        </div>
      </Dialog>
    </>
  );
}

/** The example's settings, but the step's own connection and kind of record: those name what exists here. */
function withSettingsOf(example: NodeExample, own: JsonObject): JsonObject {
  const { connection, resource } = own;
  return {
    ...example.config,
    ...(connection === undefined ? {} : { connection }),
    ...(resource === undefined ? {} : { resource }),
  };
}

function Example({ example, onUse }: { example: NodeExample; onUse: () => void }) {
  const t = useTranslations("panel.help");
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="font-medium">{example.title}</h3>
        <Button size="sm" onPress={onUse}>
          {t("use")}
        </Button>
      </div>
      <JsonText
        value={example.config}
        label={t("settings", { example: example.title })}
        className="max-h-64 rounded-3 border border-line bg-sunken"
      />
      <ul className="flex flex-col gap-2">
        {example.records.map((record) => (
          <li key={JSON.stringify(record.input)} className="grid gap-2 narrow:grid-cols-2">
            <JsonText
              value={record.input}
              label={t("comesIn")}
              className="max-h-48 rounded-3 border border-line"
            />
            <Result record={record} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Result({ record }: { record: ExampleRecord }) {
  const t = useTranslations("panel.help");
  const kind = record.rejected ? "rejected" : record.ends;
  if (kind) {
    return (
      <p className="flex items-center gap-2 p-3">
        <OutcomeChip kind={kind} />
        {record.rejected && <code className="font-mono text-sm text-ink-2">{record.rejected.code}</code>}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-2">
      {Object.entries(record.outputs ?? {}).map(([port, data]) => (
        <div key={port}>
          <p className="text-sm text-ink-2">{t("leavesBy", { port })}</p>
          {data.map((one) => (
            <JsonText
              key={JSON.stringify(one)}
              value={one}
              label={t("leavesBy", { port })}
              className="max-h-48 rounded-3 border border-line"
            />
          ))}
        </div>
      ))}
      {record.answer !== undefined && (
        <div>
          <p className="text-sm text-ink-2">{t("answer")}</p>
          <JsonText
            value={record.answer}
            label={t("answer")}
            className="max-h-48 rounded-3 border border-line"
          />
        </div>
      )}
    </div>
  );
}
