import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { CaseRow } from "@trasvase/shared/contract/case.ts";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { type Graph, parseGraph } from "@trasvase/shared/graph.ts";
import { Play } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { flowQuery } from "../activation/flow-query.ts";
import { LoadError } from "../shell/load-error.tsx";
import { usePage } from "../shell/page.tsx";
import { UnreadyPage } from "../shell/unready-page.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { CaseDetail } from "./case-detail.tsx";
import { casesQuery } from "./case-query.ts";
import { CaseState } from "./case-state.tsx";

const route = getRouteApi("/flows/$flow/cases");

/** The cases of a flow: which are green, which are red and why. */
export function CasesPage() {
  const t = useTranslations("cases");
  const page = useTranslations("shell.page");
  const { flow: id } = route.useParams();
  const flow = useQuery(flowQuery(id));
  usePage([
    { label: page("flows"), href: "/" },
    { label: flow.data?.name ?? page("flow"), href: `/flows/${id}` },
    { label: t("page") },
  ]);
  if (!flow.data) {
    return <UnreadyPage title={t("page")} error={flow.error} onRetry={() => void flow.refetch()} />;
  }
  return <Cases flow={flow.data} />;
}

function Cases({ flow }: { flow: Flow }) {
  const t = useTranslations("cases");
  const cases = useQuery(casesQuery(flow.id));
  const graph = useMemo(() => parseGraph(flow.graph).graph, [flow.graph]);
  const rows = cases.data?.rows;
  return (
    <div className="flex min-h-full flex-col wide:h-full">
      <header className="flex shrink-0 flex-wrap items-center gap-3 px-4 py-3">
        <h1 className="text-xl">{t("title", { flow: flow.name })}</h1>
        {rows && rows.length > 0 && (
          <Button
            icon={Play}
            isPending={cases.isFetching}
            className="ml-auto"
            onPress={() => void cases.refetch()}
          >
            {t("runAll")}
          </Button>
        )}
      </header>
      {cases.isError && <LoadError error={cases.error} onRetry={() => void cases.refetch()} />}
      {cases.isPending && <SkeletonRows rows={4} />}
      {rows?.length === 0 && <NoCase flow={flow.id} />}
      {rows?.[0] && <CaseList flow={flow.id} rows={rows} first={rows[0]} graph={graph} />}
    </div>
  );
}

interface CaseListProps {
  flow: string;
  rows: readonly CaseRow[];
  first: CaseRow;
  graph: Graph | undefined;
}

function CaseList({ flow, rows, first, graph }: CaseListProps) {
  const t = useTranslations("cases");
  const [chosen, setChosen] = useState<string>();
  // What is wrong is what people come for.
  const shown = rows.find((row) => row.id === chosen) ?? rows.find((row) => !row.ok) ?? first;
  return (
    <div className="grid min-h-0 grow border-t border-line wide:grid-cols-[22rem_minmax(0,1fr)]">
      <ul
        aria-label={t("list")}
        className="min-h-0 overflow-auto border-line p-2 max-wide:border-b wide:border-r"
      >
        {rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              aria-current={row.id === shown.id ? "true" : undefined}
              onClick={() => setChosen(row.id)}
              className={classNames(
                "focus-ring-inset flex w-full items-center gap-2 rounded-3 px-3 py-2 text-left",
                row.id === shown.id ? "bg-accent-soft" : "hover:bg-hover",
              )}
            >
              <span className="min-w-0 grow truncate">{row.name}</span>
              <CaseState ok={row.ok} />
            </button>
          </li>
        ))}
      </ul>
      <CaseDetail key={shown.id} flow={flow} row={shown} graph={graph} />
    </div>
  );
}

function NoCase({ flow }: { flow: string }) {
  const t = useTranslations("cases.none");
  const navigate = route.useNavigate();
  return (
    <EmptyState
      size="page"
      title={t("title")}
      why={t("why")}
      action={
        <Button variant="primary" onPress={() => void navigate({ to: "/flows/$flow", params: { flow } })}>
          {t("open")}
        </Button>
      }
    />
  );
}
