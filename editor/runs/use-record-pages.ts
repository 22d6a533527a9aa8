import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { RecordRow } from "@trasvase/shared/contract/record.ts";
import type { Page } from "@trasvase/shared/contract/values.ts";
import { useMemo, useState } from "react";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import type { RecordsSearch } from "../shell/search-params.ts";
import { mergeNewest } from "./merge-newest.ts";

/** Rows fetched at once. */
const pageSize = 200;
const noRows: readonly RecordRow[] = [];

/**
 * The record log under a filter, page after page. Rows never move while they are read: what is new is counted until a person wants to
 * see it.
 */
export function useRecordPages(filter: RecordsSearch) {
  const client = useQueryClient();
  const pagesKey = queryKeys.recordPages(filter);
  const pages = useInfiniteQuery({
    queryKey: pagesKey,
    queryFn: ({ pageParam, signal }) => fetchPage(filter, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (last: Page<RecordRow>) => last.next,
    staleTime: Number.POSITIVE_INFINITY,
    // What was found before stays until there is something new to show: nothing flickers while somebody types.
    placeholderData: keepPreviousData,
  });
  const isCurrent = pages.isSuccess && !pages.isPlaceholderData;
  const filterId = JSON.stringify(filter);
  const [shownFor, setShownFor] = useState(filterId);
  if (isCurrent && shownFor !== filterId) setShownFor(filterId);
  const newest = useQuery({
    queryKey: queryKeys.recordList(filter),
    queryFn: ({ signal }) => fetchPage(filter, "", signal),
    enabled: isCurrent,
    initialData: () => (isCurrent ? pages.data?.pages[0] : undefined),
    initialDataUpdatedAt: pages.dataUpdatedAt,
  });
  const shown = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? noRows, [pages.data]);
  const merged = useMemo(
    () => mergeNewest(shown, (isCurrent && newest.data?.rows) || noRows),
    [shown, newest.data, isCurrent],
  );
  return {
    ...merged,
    pages,
    /** Which filter the rows are of: the one before, while those of this one are on their way. */
    shownFor,
    /** Puts the newest rows on top. */
    showFresh: () => {
      if (!newest.data) return;
      client.setQueryData<InfiniteData<Page<RecordRow>, string>>(pagesKey, {
        pages: [newest.data],
        pageParams: [""],
      });
    },
  };
}

function fetchPage(filter: RecordsSearch, after: string, signal: AbortSignal): Promise<Page<RecordRow>> {
  const { open, ...rest } = filter;
  const query = {
    ...rest,
    limit: String(pageSize),
    ...(open ? { open: "true" as const } : {}),
    ...(after === "" ? {} : { after }),
  };
  return take(api.records.$get({ query }, signalled(signal)));
}
