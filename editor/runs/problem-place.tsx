import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { Outcome } from "@trasvase/shared/outcome.ts";
import { useTranslations } from "use-intl";
import { definitionOf } from "../document/definitions.ts";
import { fieldTitle } from "../form/field-title.ts";
import { cutAround } from "./cut-around.ts";

/** Characters shown on each side of the place of an error. */
const margin = 60;

/** Where inside a step's settings an outcome comes from, with the value seen there. Nothing when the outcome does not say. */
export function ProblemPlace({ graph, outcome }: { graph: Json; outcome: Outcome }) {
  const t = useTranslations("runs.record");
  const { field, start, end, value } = outcome;
  const step = openedStep(graph, outcome.node);
  const text = step?.definition.expressions(step.config).find((one) => one.field === field)?.text;
  const hasPlace = text !== undefined && start !== undefined;
  if (!hasPlace && value === undefined) return null;
  const cut = hasPlace ? cutAround(text, start, end ?? start + 1, margin) : undefined;
  return (
    <div className="flex flex-col gap-1 pl-6 text-sm text-ink-2">
      {cut && field !== undefined && (
        <>
          <p>{t("place", { field: fieldTitle(step?.definition, field) })}</p>
          <pre className="overflow-x-auto rounded-3 border border-line bg-sunken px-2 py-1.5 text-ink">
            {cut.before}
            <mark className="rounded-3 bg-err-soft text-err underline decoration-wavy underline-offset-4">
              {cut.marked}
            </mark>
            {cut.after}
          </pre>
        </>
      )}
      {value !== undefined && (
        <p>
          {t("seen")} <code className="text-ink">{value}</code>
        </p>
      )}
    </div>
  );
}

function openedStep(document: Json, name: string) {
  const node = parseGraph(document).graph?.nodes[name];
  const definition = node && definitionOf(node.type, nodeCatalog);
  const config = definition?.config.safeParse(node?.config);
  return definition && config?.success ? { definition, config: config.data } : undefined;
}
