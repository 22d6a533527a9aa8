import { nodeCatalog } from "@trasvase/nodes/catalog.ts";
import type { Graph } from "@trasvase/shared/graph.ts";
import { RefreshCw } from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { definitionOf, titleOf } from "../document/definitions.ts";
import { useDocument } from "../document/flow-editing.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { GridButton } from "./grid-button.tsx";
import { useFlowPreview, usePreview } from "./preview-context.tsx";

/** At the end of the sample bar: what keeps the preview from being complete, and when the systems were asked. */
export function PreviewStatus() {
  const t = useTranslations("preview.state");
  const format = useFormatter();
  const { preview } = useFlowPreview();
  const asking = usePreview((state) => state.asking);
  const askedAt = usePreview((state) => state.askedAt);
  const hasTrouble = usePreview((state) => state.trouble !== undefined);
  return (
    <span role="status" className="ml-auto flex min-w-0 items-center gap-2 whitespace-nowrap">
      <Trouble />
      {asking ? (
        <>
          <Spinner size={14} />
          {t("asking")}
        </>
      ) : (
        askedAt !== undefined &&
        !hasTrouble && (
          <span className="text-ink-3">
            {t("askedAt", { at: format.dateTime(new Date(askedAt), { timeStyle: "short" }) })}
          </span>
        )
      )}
      <GridButton />
      <span className="rounded-full bg-sunken px-2 text-xs text-ink-2">{t("nothingSent")}</span>
      <IconButton
        icon={RefreshCw}
        size="sm"
        label={t("refresh")}
        isDisabled={asking}
        onPress={() => preview.refresh()}
      />
    </span>
  );
}

function Trouble() {
  const t = useTranslations("preview.state");
  const graph = useDocument((state) => state.graph);
  const trouble = usePreview((state) => state.trouble);
  if (!trouble) return null;
  const text =
    trouble.kind === "stopped"
      ? t("stopped", {
          step: titleOf(graph, trouble.step ?? "", nodeCatalog),
          expression: expressionAt(graph, trouble.step, trouble.field),
        })
      : t(trouble.kind, { message: trouble.message });
  return (
    <span className="min-w-0 truncate text-err" title={text}>
      {text}
    </span>
  );
}

const longestShown = 60;

/** The text of an expression, on one line and shortened. */
function expressionAt(graph: Graph, step: string | undefined, field: string | undefined): string {
  const node = graph.nodes[step ?? ""];
  const definition = node && definitionOf(node.type, nodeCatalog);
  const config = definition?.config.safeParse(node?.config);
  if (!definition || !config?.success) return "";
  const text = definition.expressions(config.data).find((one) => one.field === field)?.text ?? "";
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
}
