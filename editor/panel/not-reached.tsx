import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { definitions } from "../document/catalogue.ts";
import { titleOf } from "../document/definitions.ts";
import { useDocument, useFlowEditing } from "../document/flow-editing.tsx";
import { ConditionExplained } from "../preview/condition-explained.tsx";
import { findStop } from "../preview/find-stop.ts";
import { usePreview, useSamples } from "../preview/preview-context.tsx";
import { SamplePicker } from "../samples/sample-picker.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Why no record stands in a column: no sample, the way is not connected, or a step before stops it. Never blank (NP-4). */
export function NotReached({ node, side }: { node: string; side: "input" | "output" }) {
  const t = useTranslations("panel.notReached");
  const { session } = useFlowEditing();
  const graph = useDocument((state) => state.graph);
  const passes = usePreview((state) => state.passes);
  const sample = usePreview((state) => state.sample);
  const status = useSamples((state) => state.status);
  const message = useSamples((state) => state.message);
  const isComputing = useSamples((state) => state.samples.length > 0) && sample === undefined;
  if (isComputing) return <Computing text={t("computing")} />;
  if (!sample) {
    return (
      <EmptyState
        title={t(status === "loading" ? "loadingTitle" : "noSampleTitle")}
        why={message ?? t(status === "loading" ? "loadingWhy" : "noSampleWhy")}
        action={<SamplePicker />}
      />
    );
  }
  const stop = findStop(graph, node, passes);
  const title = t(side === "input" ? "title" : "noOutputTitle");
  if (!stop) return <EmptyState title={title} why={t("notConnected")} />;
  const name = titleOf(graph, stop.node, definitions);
  if (stop.kind === "waiting") {
    return (
      <Computing text={t.rich("waiting", { step: () => <em className="font-medium text-ink">{name}</em> })} />
    );
  }
  return (
    <EmptyState
      title={title}
      why={
        <>
          {t.rich(stop.kind, { step: () => <em className="font-medium text-ink">{name}</em> })}
          {stop.message !== undefined && <span className="mt-1 block">{stop.message}</span>}
          {stop.kind === "filtered" && <WhyFiltered node={stop.node} />}
        </>
      }
      action={<SamplePicker />}
      second={
        <Button variant="quiet" onPress={() => session.getState().open(stop.node)}>
          {t("edit", { step: name })}
        </Button>
      }
    />
  );
}

/** The condition of the filter that stopped the sample, with the values it had. */
function WhyFiltered({ node }: { node: string }) {
  const clauses = usePreview((state) => state.passes[node]?.passes[0]?.clauses?.keep);
  return clauses ? (
    <div className="mt-2">
      <ConditionExplained clauses={clauses} />
    </div>
  ) : null;
}

/** Until the sample has been walked, or a system before has answered. */
function Computing({ text }: { text: ReactNode }) {
  return (
    <div role="status" className="flex flex-col gap-3 p-4">
      <p className="text-ink-2">{text}</p>
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-4 w-3/5" />
    </div>
  );
}
