import type { ErrorAnswer } from "@trasvase/shared/contract/error.ts";
import type { ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { answer } from "../answer.ts";
import { ApiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import type { ServerContext } from "../server-context.ts";

/** Turns everything thrown in a route into the contract's error answer. What nobody expected is logged and answered without its insides. */
export function answerErrors({ log, trouble }: Pick<ServerContext, "log" | "trouble">): ErrorHandler<AppEnv> {
  return (error, c) => {
    if (error instanceof ApiError) {
      if (error.retryAfterSeconds !== undefined) c.header("retry-after", String(error.retryAfterSeconds));
      const body: ErrorAnswer = {
        code: error.code,
        message: error.message,
        ...(error.problems && error.problems.length > 0 ? { problems: [...error.problems] } : {}),
      };
      return answer(c, body, error.status);
    }
    if (error instanceof HTTPException && error.status === 400) {
      const message = "The body of this request is not JSON. Send JSON with Content-Type: application/json.";
      return answer<ErrorAnswer, 400>(c, { code: "not-json", message }, 400);
    }
    if (trouble.note(error)) {
      const message = `${trouble.current()?.message ?? "The database is busy with others."} Nothing of this request was stored; send it again.`;
      c.header("retry-after", "5");
      return answer<ErrorAnswer, 503>(c, { code: "database-away", message }, 503);
    }
    const id = c.var.requestId;
    log.error(
      { requestId: id, method: c.req.method, path: c.req.path, error: error.stack ?? String(error) },
      "A request failed unexpectedly.",
    );
    const message = `Something failed inside Trasvase; nothing you entered caused it. Try again. If it stays, look in the server's log for ${id}.`;
    return answer<ErrorAnswer, 500>(c, { code: "unexpected", message }, 500);
  };
}
