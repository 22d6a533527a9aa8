import { queryOptions, useMutation } from "@tanstack/react-query";
import { api, done, signalled, take } from "./api.ts";
import { queryKeys } from "./query-keys.ts";

/** Who is signed in. */
export const sessionQuery = queryOptions({
  queryKey: queryKeys.session,
  queryFn: ({ signal }) => take(api.session.$get({}, signalled(signal))),
  staleTime: 5 * 60_000,
});

/** Ends the session of this browser and shows the sign-in page. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => done(api.session.$delete()),
    onSuccess: () => window.location.assign("/"),
  });
}
