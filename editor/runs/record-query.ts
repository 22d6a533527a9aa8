import { queryOptions } from "@tanstack/react-query";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";

/** One record of the log with everything that happened to it. */
export const recordQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeys.record(id),
    queryFn: ({ signal }) => take(api.records[":id"].$get({ param: { id } }, signalled(signal))),
  });
