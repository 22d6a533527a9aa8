import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, signalled, take } from "./api.ts";
import { queryKeys } from "./query-keys.ts";

/** The flows list, as the server orders it. */
export const flowListQuery = queryOptions({
  queryKey: queryKeys.flowList,
  queryFn: ({ signal }) => take(api.flows.$get({}, signalled(signal))),
});

/** Every connection with its state. */
export const connectionListQuery = queryOptions({
  queryKey: queryKeys.connectionList,
  queryFn: ({ signal }) => take(api.connections.$get({}, signalled(signal))),
});

/** What the badges of the rail count: records that wait for a person, and connections that are broken. */
export function useRailCounts(): { failures: number; broken: number } {
  const flows = useQuery(flowListQuery);
  const connections = useQuery(connectionListQuery);
  return {
    failures: flows.data?.rows.reduce((sum, flow) => sum + flow.openFailures, 0) ?? 0,
    broken: connections.data?.rows.filter((connection) => connection.state === "broken").length ?? 0,
  };
}
