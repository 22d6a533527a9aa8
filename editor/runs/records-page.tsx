import { getRouteApi, useRouter } from "@tanstack/react-router";
import { ArrowUp } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { LoadError } from "../shell/load-error.tsx";
import { usePage } from "../shell/page.tsx";
import type { RecordsSearch } from "../shell/search-params.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { NoRecords } from "./no-records.tsx";
import { ProblemGroups } from "./problem-groups.tsx";
import { RecordFilters } from "./record-filters.tsx";
import { RecordList, type RecordListHandle } from "./record-list.tsx";
import { RunsSections } from "./runs-sections.tsx";
import { useRecordPages } from "./use-record-pages.ts";

const route = getRouteApi("/records");

/** The record log: find a record by its business key across all flows, and what waits for a person (RUN-1 to RUN-3). */
export function RecordsPage() {
  const t = useTranslations("shell.page");
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const change = (next: RecordsSearch) => {
    // Who has just chosen a record is on the way to it; what was typed before must not call them back.
    if (router.latestLocation.pathname !== "/records") return;
    void navigate({ search: next, replace: true });
  };
  usePage([{ label: t("runs"), href: "/runs" }, { label: t("records") }]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex shrink-0 flex-wrap items-end gap-x-3 gap-y-2 px-4 py-3">
        <RunsSections current="records" />
        <RecordFilters search={search} onChange={change} />
      </header>
      {search.open && <ProblemGroups flow={search.flow} />}
      <Records search={search} onClear={() => change({})} />
    </div>
  );
}

function Records({ search, onClear }: { search: RecordsSearch; onClear: () => void }) {
  const t = useTranslations("runs.records");
  const list = useRef<RecordListHandle>(null);
  const { pages, rows, fresh, atLeast, showFresh, shownFor } = useRecordPages(search);
  if (pages.isPending) return <SkeletonRows rows={14} />;
  if (pages.isError) return <LoadError error={pages.error} onRetry={() => void pages.refetch()} />;
  if (rows.length === 0 && fresh === 0) {
    if (Object.keys(search).length === 0) return <NoRecords />;
    return (
      <EmptyState
        title={t("nothingFits.title")}
        why={search.q === undefined ? t("nothingFits.why") : t("nothingFits.whyKey", { text: search.q })}
        action={<Button onPress={onClear}>{t("nothingFits.clear")}</Button>}
        className="border-t border-line"
      />
    );
  }
  return (
    <div className="relative flex min-h-0 grow flex-col">
      {fresh > 0 && (
        <div role="status" className="pointer-events-none absolute inset-x-0 top-12 z-20 flex justify-center">
          <Button
            icon={ArrowUp}
            onPress={() => {
              showFresh();
              list.current?.toTop();
            }}
            className="pointer-events-auto rounded-full! shadow-overlay"
          >
            {t(atLeast ? "freshAtLeast" : "fresh", { count: fresh })}
          </Button>
        </div>
      )}
      <RecordList
        key={shownFor}
        ref={list}
        rows={rows}
        hasMore={pages.hasNextPage}
        isLoadingMore={pages.isFetchingNextPage}
        failed={pages.isFetchNextPageError}
        onMore={() => void pages.fetchNextPage()}
      />
    </div>
  );
}
