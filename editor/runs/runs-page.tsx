import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { Run } from "@trasvase/shared/contract/run.ts";
import type { Page } from "@trasvase/shared/contract/values.ts";
import { useTranslations } from "use-intl";
import { api, signalled, take } from "../shell/api.ts";
import { LoadError } from "../shell/load-error.tsx";
import { usePage } from "../shell/page.tsx";
import { queryKeys } from "../shell/query-keys.ts";
import { flowListQuery } from "../shell/rail-counts.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Select } from "../ui/select.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { Table } from "../ui/table.tsx";
import { useRunColumns } from "./run-columns.tsx";
import { RunsSections } from "./runs-sections.tsx";

const route = getRouteApi("/runs");
/** Stands in the list of flows for "no filter"; an id is never empty. */
const all = "";

/** Every run, newest first, with how its records ended. */
export function RunsPage() {
  const t = useTranslations("runs");
  const page = useTranslations("shell.page");
  const { flow } = route.useSearch();
  const navigate = route.useNavigate();
  const flows = useQuery(flowListQuery);
  const choose = (id: string) => void navigate({ search: id === all ? {} : { flow: id }, replace: true });
  usePage([{ label: page("runs") }]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex shrink-0 flex-wrap items-end justify-between gap-x-3 gap-y-2 px-4 py-3">
        <RunsSections current="runs" />
        <Select
          label={t("flow")}
          hideLabel
          options={[
            { id: all, label: t("allFlows") },
            ...(flows.data?.rows ?? []).map(({ id, name }) => ({ id, label: name })),
          ]}
          value={flow ?? all}
          onChange={choose}
          className="w-64"
        />
      </header>
      <RunTable flow={flow} onAllFlows={() => choose(all)} />
    </div>
  );
}

function RunTable({ flow, onAllFlows }: { flow: string | undefined; onAllFlows: () => void }) {
  const t = useTranslations("runs.list");
  const words = useTranslations("runs");
  const columns = useRunColumns();
  const filter = flow === undefined ? {} : { flow };
  const runs = useInfiniteQuery({
    queryKey: queryKeys.runList(filter),
    queryFn: ({ pageParam, signal }) =>
      take(
        api.runs.$get(
          { query: { ...filter, ...(pageParam === "" ? {} : { after: pageParam }) } },
          signalled(signal),
        ),
      ),
    initialPageParam: "",
    getNextPageParam: (last: Page<Run>) => last.next,
  });
  if (runs.isPending) return <SkeletonRows rows={12} />;
  if (runs.isError) return <LoadError error={runs.error} onRetry={() => void runs.refetch()} />;
  const rows = runs.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <NoRuns flow={flow} onAllFlows={onAllFlows} />;
  return (
    <div className="min-h-0 grow overflow-auto border-t border-line">
      <Table
        label={t("label")}
        columns={columns}
        rows={rows}
        href={(run) => `/runs/${run.id}`}
        empty={null}
        className="overflow-visible!"
      />
      {runs.hasNextPage && (
        <div className="px-4 py-3">
          <Button isPending={runs.isFetchingNextPage} onPress={() => void runs.fetchNextPage()}>
            {words("showMore")}
          </Button>
        </div>
      )}
    </div>
  );
}

function NoRuns({ flow, onAllFlows }: { flow: string | undefined; onAllFlows: () => void }) {
  const t = useTranslations("runs.list");
  const navigate = useNavigate();
  if (flow !== undefined) {
    return (
      <EmptyState
        title={t("noneOfFlow.title")}
        why={t("noneOfFlow.why")}
        action={
          <Button onPress={() => void navigate({ to: "/flows/$flow", params: { flow } })}>
            {t("noneOfFlow.open")}
          </Button>
        }
        second={<Button onPress={onAllFlows}>{t("noneOfFlow.all")}</Button>}
        className="border-t border-line"
      />
    );
  }
  return (
    <EmptyState
      size="page"
      title={t("none.title")}
      why={t("none.why")}
      action={
        <Button variant="primary" onPress={() => void navigate({ to: "/" })}>
          {t("none.flows")}
        </Button>
      }
    />
  );
}
