import type { ErrorAnswer } from "@trasvase/shared/contract/error.ts";
import type { Problem } from "@trasvase/shared/problem.ts";

/** An answer of the server that is not 2xx. `message` is fit to be shown: what, where, why, what to do. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problems: readonly Problem[];

  constructor(status: number, answer: ErrorAnswer) {
    super(answer.message);
    this.name = "ApiError";
    this.status = status;
    this.code = answer.code;
    this.problems = answer.problems ?? [];
  }
}

/** The server could not be reached at all. Nothing is known about whether the request arrived. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("The server cannot be reached.", { cause });
    this.name = "Unreachable";
  }
}

/** Whether nobody is signed in (any more). */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/** Reads an error answer; a proxy in between may have answered something else. */
export async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    const body: unknown = JSON.parse(text);
    if (isErrorAnswer(body)) return new ApiError(response.status, body);
  } catch {
    // Not JSON: fall through to the plain answer.
  }
  return new ApiError(response.status, {
    code: `http-${response.status}`,
    message: text.slice(0, 300) || `${response.status} ${response.statusText}`,
  });
}

function isErrorAnswer(body: unknown): body is ErrorAnswer {
  return (
    typeof body === "object" &&
    body !== null &&
    "code" in body &&
    typeof body.code === "string" &&
    "message" in body &&
    typeof body.message === "string"
  );
}
