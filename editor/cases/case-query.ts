import { queryOptions } from "@tanstack/react-query";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";

/** The cases of a flow, run by the server against the draft it has. Every saved draft runs them again. */
export const casesQuery = (flow: string) =>
  queryOptions({
    queryKey: queryKeys.cases(flow),
    queryFn: ({ signal }) => take(api.flows[":id"].cases.$get({ param: { id: flow } }, signalled(signal))),
  });
