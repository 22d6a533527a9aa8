import type { Services } from "@trasvase/shared/connector.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { retryAfterMs } from "../answer.ts";
import type { Answer } from "../call.ts";
import { openCallBudget, type WindowNews } from "../call-budget.ts";
import type { CallWatch, SignedRequest } from "../signed-line.ts";
import { exactOnlineDefinition } from "./definition.ts";

/** Who is calling: a run that reads, one that writes a chunk, or somebody who only looks. */
export type ExactUse = "read" | "write" | "look";

/**
 * Statuses that the vendor counts as errors of an endpoint. A refused record comes as 500 and is none. The vendor counts 401 as well, but
 * a token that ends under several processes brings one to each of them at once and then no more: pausing for an hour would be worse.
 */
const countedErrors: ReadonlySet<number> = new Set([400, 403, 404]);

/** Keeps the calls of an administration within its limits. */
export function openExactBudget(
  settings: Json,
  services: Services,
  root: string,
  use: ExactUse,
): CallWatch | undefined {
  const quota = exactOnlineDefinition.quota?.(settings);
  if (!quota) return undefined;
  return openCallBudget({
    system: "Exact Online",
    services,
    quota,
    // Addresses without an administration do not count for the day.
    windowsOf: (request) => (request.url.startsWith(root) ? ["minute", "day"] : ["minute"]),
    endpointOf: (request) => endpointOf(request, root),
    isError: (answer) => countedErrors.has(answer.status),
    newsIn: (answer) => newsIn(answer, services.now()),
    gentle: use === "look",
    staysRefused: use === "write",
  });
}

function endpointOf(request: SignedRequest, root: string): string | undefined {
  if (!request.url.startsWith(root)) return undefined;
  return request.url.slice(root.length).split(/[?(]/)[0]?.toLowerCase();
}

// A full minute comes with the headers of the minute only, a full day with those of the day only. What is missing says nothing.
function newsIn(answer: Answer, now: number): readonly WindowNews[] {
  const news = [newsOf(answer, "minute", "x-ratelimit-minutely"), newsOf(answer, "day", "x-ratelimit")];
  const known = news.filter((one) => one !== undefined);
  if (known.length > 0 || answer.status !== 429) return known;
  return [{ window: "minute", resetAt: now + (retryAfterMs(answer.headers, now) ?? 60_000) }];
}

function newsOf(answer: Answer, window: string, prefix: string): WindowNews | undefined {
  const number = (name: string) => {
    const text = answer.headers.get(`${prefix}-${name}`);
    return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
  };
  const [limit, remaining, resetAt] = [number("limit"), number("remaining"), number("reset")];
  if (limit === undefined && remaining === undefined && resetAt === undefined) return undefined;
  return {
    window,
    ...(limit === undefined || limit === 0 ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetAt === undefined ? {} : { resetAt }),
  };
}
