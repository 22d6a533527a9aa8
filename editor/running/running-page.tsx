import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ConnectionRow } from "@trasvase/shared/contract/connection.ts";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import { Workflow } from "lucide-react";
import { useTranslations } from "use-intl";
import { flowQuery } from "../activation/flow-query.ts";
import { Section } from "../activation/section.tsx";
import { api, signalled, take } from "../shell/api.ts";
import { Page, usePage } from "../shell/page.tsx";
import { queryKeys } from "../shell/query-keys.ts";
import { UnreadyPage } from "../shell/unready-page.tsx";
import { buttonClassNames } from "../ui/button-look.ts";
import { HeldSection } from "./held-section.tsx";
import { HookSection } from "./hook-section.tsx";
import { KeepingSection } from "./keeping-section.tsx";
import { LimitsSection } from "./limits-section.tsx";
import { PositionSection } from "./position-section.tsx";
import { QueueSection } from "./queue-section.tsx";
import { TriggerForm } from "./trigger-form.tsx";

const route = getRouteApi("/flows/$flow/running");

/** How a flow runs, apart from what it does: what starts it, what waits in it, how far it has read, how much it may do. */
export function RunningPage() {
  const t = useTranslations("running");
  const page = useTranslations("shell.page");
  const { flow: id } = route.useParams();
  const flow = useQuery(flowQuery(id));
  const connections = useQuery({
    queryKey: queryKeys.connectionList,
    queryFn: ({ signal }) => take(api.connections.$get({}, signalled(signal))),
  });
  usePage([
    { label: page("flows"), href: "/" },
    { label: flow.data?.name ?? page("flow"), href: `/flows/${id}` },
    { label: page("running") },
  ]);
  if (!flow.data || !connections.data) {
    return <UnreadyPage title={page("running")} error={flow.error} onRetry={() => void flow.refetch()} />;
  }
  return (
    <Page
      title={t("title", { flow: flow.data.name })}
      intro={t("intro")}
      actions={
        <Link to="/flows/$flow" params={{ flow: id }} className={buttonClassNames({})}>
          <Workflow aria-hidden size={16} className="shrink-0" />
          {t("openCanvas")}
        </Link>
      }
    >
      <Sections key={id} flow={flow.data} connections={connections.data.rows} />
    </Page>
  );
}

function Sections({ flow, connections }: { flow: Flow; connections: readonly ConnectionRow[] }) {
  const t = useTranslations("running");
  const hook = hookConnectionOf(flow, connections);
  return (
    <div className="flex flex-col gap-8">
      <HeldSection flow={flow} />
      {hook ? (
        <Section title={t("hook.title")} remark={t("hook.intro")}>
          <HookSection flow={flow} connection={hook} />
        </Section>
      ) : (
        <Section title={t("trigger.title")}>
          <TriggerForm key={JSON.stringify(flow.trigger)} flow={flow} />
        </Section>
      )}
      {flow.activeVersion !== undefined && (
        <Section title={t("queue.title")}>
          <QueueSection flow={flow} />
        </Section>
      )}
      <PositionSection flow={flow} />
      <Section title={t("limits.title")}>
        <LimitsSection flow={flow} />
      </Section>
      <Section title={t("keeping.title")}>
        <KeepingSection flow={flow} />
      </Section>
    </div>
  );
}

/** The connection of the flow's source, when records are pushed through it. */
function hookConnectionOf(flow: Flow, connections: readonly ConnectionRow[]): ConnectionRow | undefined {
  const { graph } = parseGraph(flow.graph);
  const source = Object.values(graph?.nodes ?? {}).find((node) => node.type === "source");
  const used = connections.find((one) => one.name === source?.config.connection);
  return used?.connector === "webhook" ? used : undefined;
}
