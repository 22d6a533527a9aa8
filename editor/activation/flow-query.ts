import { queryOptions } from "@tanstack/react-query";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";

/** One flow with its draft and versions. */
export const flowQuery = (id: string) =>
  queryOptions({
    queryKey: queryKeys.flow(id),
    queryFn: ({ signal }) => take(api.flows[":id"].$get({ param: { id } }, signalled(signal))),
  });

/** What stands between a draft and its activation. Never taken from the cache: connections are tried anew. */
export const activationQuery = (id: string, revision: number) =>
  queryOptions({
    queryKey: queryKeys.activation(id, revision),
    queryFn: ({ signal }) => take(api.flows[":id"].activation.$get({ param: { id } }, signalled(signal))),
    gcTime: 0,
  });
