import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { FlowEditingProvider } from "../document/flow-editing.tsx";
import { ConnectionTitlesContext } from "../palette/connection-titles.ts";
import { FlowPreviewProvider } from "../preview/preview-context.tsx";
import { api, signalled, take } from "../shell/api.ts";
import { LoadError } from "../shell/load-error.tsx";
import { queryKeys } from "../shell/query-keys.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { DraftBanner } from "./draft-banner.tsx";
import { FlowEditor } from "./flow-editor.tsx";
import { FlowTitle } from "./flow-title.tsx";
import { useAddress } from "./use-address.ts";
import { type OpenedDraft, useOpenFlow } from "./use-open-flow.ts";

const route = getRouteApi("/flows/$flow");

/** One flow, open for editing. */
export function FlowPage() {
  const { flow: id } = route.useParams();
  const t = useTranslations("canvas");
  const flow = useQuery({
    queryKey: queryKeys.flow(id),
    queryFn: ({ signal }) => take(api.flows[":id"].$get({ param: { id } }, signalled(signal))),
  });
  const connections = useQuery({
    queryKey: queryKeys.connectionList,
    queryFn: ({ signal }) => take(api.connections.$get({}, signalled(signal))),
  });
  if (flow.isError) return <LoadError error={flow.error} onRetry={() => void flow.refetch()} />;
  if (!flow.data) return <p className="p-8 text-ink-2">{t("loading")}</p>;
  return <ReadFlow key={id} flow={flow.data} connections={connections.data?.rows} />;
}

interface ReadFlowProps {
  readonly flow: Flow;
  readonly connections: readonly ConnectionRow[] | undefined;
}

/** Reads the stored draft; one that this version cannot read is said to be so instead of being replaced. */
function ReadFlow({ flow, connections }: ReadFlowProps) {
  const t = useTranslations("canvas.loadFailed");
  const parsed = useMemo(() => parseGraph(flow.graph), [flow.graph]);
  if (!parsed.graph) {
    return (
      <EmptyState
        size="page"
        title={t("title")}
        why={t("unreadable", { problem: parsed.problems[0]?.message ?? "" })}
      />
    );
  }
  return <OpenedFlow flow={flow} draft={{ graph: parsed.graph }} connections={connections} />;
}

function OpenedFlow({ flow, draft, connections }: ReadFlowProps & { readonly draft: OpenedDraft }) {
  const { record } = route.useSearch();
  const { editing, open, takeTheirs, keepMine } = useOpenFlow(flow, draft, connections);
  return (
    <ConnectionTitlesContext value={connections}>
      <FlowEditingProvider editing={editing}>
        <FlowPreviewProvider record={record}>
          <FlowTitle flow={open} />
          <AddressKeeper />
          <div className="flex h-full min-h-0 flex-col">
            <DraftBanner onTakeTheirs={takeTheirs} onKeepMine={keepMine} />
            <div className="min-h-0 grow">
              <FlowEditor flow={open} />
            </div>
          </div>
        </FlowPreviewProvider>
      </FlowEditingProvider>
    </ConnectionTitlesContext>
  );
}

function AddressKeeper() {
  useAddress();
  return null;
}
