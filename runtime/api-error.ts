import type { Problem } from "@trasvase/shared/problem.ts";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** An answer other than 2xx, thrown anywhere in a route. `message` says what happened, where, why and what to do. */
export class ApiError extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly problems: readonly Problem[] | undefined;
  /** Seconds after which asking again makes sense, for 429 and 503. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    more: { readonly problems?: readonly Problem[]; readonly retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.problems = more.problems;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** 404 for a thing that is named in the address and is not there (any more). */
export function notFound(what: string, name: string): ApiError {
  return new ApiError(
    404,
    "not-found",
    `There is no ${what} "${name.slice(0, 100)}". It may have been deleted; go back to the list and reload it.`,
  );
}
