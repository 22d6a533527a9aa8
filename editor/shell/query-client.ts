import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError, isSignedOut } from "./api-error.ts";
import { signedIn } from "./reachability.ts";

function noteSignedOut(error: unknown): void {
  if (isSignedOut(error)) signedIn.setState({ signedIn: false });
}

/** The cache of the server's answers. Live events keep it fresh, so nothing is fetched again merely because a window came to the front. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: noteSignedOut }),
    mutationCache: new MutationCache({ onError: noteSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // What the server refused it will refuse again; only what did not arrive is worth another try.
        retry: (failures, error) => !(error instanceof ApiError && error.status < 500) && failures < 2,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}
