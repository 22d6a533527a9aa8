import { type QueryClient, skipToken, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ConnectionCheck } from "@trasvase/shared/contract/connection.ts";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";

/** Apart from the connection's own key: its refresh must not repeat the test. */
const checkKey = (name: string) => ["connection-check", name];

/** Tries a connection and keeps the answer for whoever shows it. */
export async function runCheck(client: QueryClient, name: string): Promise<ConnectionCheck> {
  const check = await take(api.connections[":name"].check.$post({ param: { name } }));
  client.setQueryData(checkKey(name), check);
  return check;
}

/** The last test of a connection in this visit, and a way to test it now. */
export function useConnectionCheck(name: string) {
  const client = useQueryClient();
  const last = useQuery<ConnectionCheck>({
    queryKey: checkKey(name),
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const test = useMutation({
    mutationFn: () => runCheck(client, name),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.connections }),
  });
  return { last: last.data, test };
}
