import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { toast } from "../ui/toast.ts";
import { hookQuery } from "./hook-query.ts";

/** Listens for what is pushed to a flow's address: whether somebody does, what came, and beginning and ending it. */
export function useListening(flow: string) {
  const client = useQueryClient();
  const hook = useQuery(hookQuery(flow));
  const listen = useMutation({
    mutationFn: (on: boolean) =>
      take(api.flows[":id"].hook.listen.$post({ param: { id: flow }, json: { on } })),
    onSuccess: (changed) => client.setQueryData(queryKeys.hook(flow), changed),
    onError: (error) => toast({ message: error.message, tone: "err" }),
  });
  return {
    hook: hook.data,
    error: hook.error,
    retry: () => void hook.refetch(),
    isListening: hook.data?.listeningUntil !== undefined,
    isPending: listen.isPending,
    begin: () => listen.mutate(true),
    end: () => listen.mutate(false),
  };
}
