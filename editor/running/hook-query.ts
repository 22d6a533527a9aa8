import { queryOptions } from "@tanstack/react-query";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";

/** While somebody listens, what came is asked for again after this many milliseconds. */
const listenMs = 1_200;

/** The webhook address of a flow, with what was heard while listening. */
export const hookQuery = (flow: string) =>
  queryOptions({
    queryKey: queryKeys.hook(flow),
    queryFn: ({ signal }) => take(api.flows[":id"].hook.$get({ param: { id: flow } }, signalled(signal))),
    refetchInterval: ({ state }) => (state.data?.listeningUntil === undefined ? false : listenMs),
  });
