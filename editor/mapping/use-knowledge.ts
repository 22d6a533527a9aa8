import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useDocument } from "../document/flow-editing.tsx";
import { usePreview } from "../preview/preview-context.tsx";
import { useExpressionInputs } from "../preview/use-passes.ts";
import { jsonType } from "../ui/json-rows.ts";
import { isList } from "./expression-path.ts";
import { valuesAt } from "./fields-at.ts";
import type { CompletionKnowledge } from "./jsonata-completion.ts";

const variableNames = ["source", "steps", "meta", "error"] as const;

/** What completion in an expression of a step knows: the record that reaches it, the variables, the value tables. */
export function useKnowledge(node: string | undefined, path: string): CompletionKnowledge {
  const t = useTranslations("mapping");
  const type = useTranslations("ui.json.type");
  const sample = usePreview((state) => state.sample);
  const tables = useDocument((state) => state.graph.tables);
  const config = useDocument((state) => (node === undefined ? undefined : state.graph.nodes[node]?.config));
  const { inputs, steps } = useExpressionInputs(node);
  return useMemo(() => {
    const record = inputs[0] ?? sample?.data;
    const meta = sample
      ? { key: sample.key, id: "", readAt: sample.readAt, ordinal: 0, deleted: false }
      : undefined;
    return {
      scope: {
        data: elementSeen(record, config, path),
        variables: {
          ...(sample ? { source: sample.data } : {}),
          steps,
          ...(meta ? { meta } : {}),
        },
      },
      tables: Object.keys(tables),
      texts: {
        functionHelp: (name) => t(`functions.${name}`),
        variableHelp: (name) => {
          const known = variableNames.find((one) => one === name);
          return known ? t(`variables.${known}`) : "";
        },
        typeOf: (value) => type(jsonType(value)),
      },
    };
  }, [inputs, steps, sample, tables, config, path, t, type]);
}

/** Expressions that are asked per element see the elements of the list that another field of the config names. */
function elementSeen(record: Json | undefined, config: unknown, path: string): Json | undefined {
  if (record === undefined || !isJsonObject(config)) return record;
  const list = path === "match.value" ? config.each : path === "key" ? config.items : undefined;
  if (typeof list !== "string" || list.trim() === "") return record;
  const text = `${list}.`;
  const elements = valuesAt(text, text.length, { data: record, variables: {} });
  return isList(elements) && elements.length > 0 ? elements : record;
}
