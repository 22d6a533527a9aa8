import type { Json, JsonObject } from "@trasvase/shared/json.ts";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useDocument } from "../document/flow-editing.tsx";
import { usePreview } from "../preview/preview-context.tsx";
import { useExpressionInputs } from "../preview/use-passes.ts";
import { jsonType } from "../ui/json-rows.ts";
import { valuesAt } from "./fields-at.ts";
import type { CompletionKnowledge } from "./jsonata-completion.ts";

const variableNames = ["source", "steps", "meta", "error"] as const;

/** What completion in an expression of a step knows: the record that reaches it, the variables, the value tables. */
export function useKnowledge(node: string | undefined, path: string): CompletionKnowledge {
  const t = useTranslations("mapping");
  const type = useTranslations("ui.json.type");
  const sample = usePreview((state) => state.sample);
  const tables = useDocument((state) => state.graph.tables);
  const list = useDocument((state) =>
    listNamed(node === undefined ? undefined : state.graph.nodes[node]?.config, path),
  );
  const { inputs, steps } = useExpressionInputs(node);
  return useMemo(() => {
    const record = inputs[0] ?? sample?.data;
    const meta = sample
      ? { key: sample.key, id: "", readAt: sample.readAt, ordinal: 0, deleted: false }
      : undefined;
    return {
      scope: {
        data: elementSeen(record, list),
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
  }, [inputs, steps, sample, tables, list, t, type]);
}

/** The list that a field of the config names for the expression at `path`, which is asked for each of its elements. */
function listNamed(config: JsonObject | undefined, path: string): string {
  const list = path === "match.value" ? config?.each : path === "key" ? config?.items : undefined;
  return typeof list === "string" ? list.trim() : "";
}

/** The elements that an expression sees when it is asked per element, else the record. */
function elementSeen(record: Json | undefined, list: string): Json | undefined {
  if (record === undefined || list === "") return record;
  const text = `${list}.`;
  const elements = valuesAt(text, text.length, { data: record, variables: {} });
  return elements.length > 0 ? elements : record;
}
