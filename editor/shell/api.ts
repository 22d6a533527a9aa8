import type { App } from "@trasvase/runtime/app.ts";
import { type ClientResponse, hc } from "hono/client";
import { errorOf, Unreachable } from "./api-error.ts";
import { reachability } from "./reachability.ts";

/**
 * The HTTP API, typed by the server's own routes: `take(api.flows.$get())`, with a signal `take(api.flows.$get({}, signalled(signal)))`.
 * Only types come from the server; nothing of it is in the bundle.
 */
export const { api } = hc<App>("/", { fetch: watchedFetch });

/** The body of an answer. Throws {@link ApiError} for any other than 2xx, {@link Unreachable} when there is none. */
export async function take<Body>(call: Promise<ClientResponse<Body, number, "json">>): Promise<Body> {
  const response = await call;
  return await response.json();
}

/** Waits for an answer without body (204). Throws as {@link take} does. */
export async function done(call: Promise<unknown>): Promise<void> {
  await call;
}

/** Request options that end the request with the signal, as TanStack Query gives one to every query. */
export function signalled(signal: AbortSignal): { init: RequestInit } {
  return { init: { signal } };
}

/** Fetches, notes whether the server can be reached, and throws for every answer that is not 2xx. */
async function watchedFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(input, init);
  } catch (cause) {
    if (init?.signal?.aborted) throw cause;
    reachability.setState({ reachable: false });
    throw new Unreachable(cause);
  }
  reachability.setState({ reachable: true });
  if (!response.ok) throw await errorOf(response);
  return response;
}
