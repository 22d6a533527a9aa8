import { Hono } from "hono";
import { requestId } from "hono/request-id";
import type { AppEnv } from "./app-env.ts";
import { requireSession } from "./auth/session.ts";
import { answerErrors } from "./middleware/answer-errors.ts";
import { knownHost, sameOrigin, securityHeaders } from "./middleware/protect.ts";
import { inspectJson, limitBody } from "./middleware/read-body.ts";
import { caseRoutes } from "./routes/cases.ts";
import { connectionRoutes } from "./routes/connections.ts";
import { cursorRoutes } from "./routes/cursor.ts";
import { eventRoutes } from "./routes/events.ts";
import { flowHookRoutes } from "./routes/flow-hook.ts";
import { flowRoutes } from "./routes/flows.ts";
import { healthRoutes } from "./routes/health.ts";
import { hookRoutes } from "./routes/hooks.ts";
import { keepingRoutes } from "./routes/keeping.ts";
import { owedRoutes } from "./routes/owed.ts";
import { previewRoutes } from "./routes/preview.ts";
import { recordRoutes } from "./routes/records.ts";
import { runRoutes } from "./routes/runs.ts";
import { sampleRoutes } from "./routes/samples.ts";
import { sandboxRoutes } from "./routes/sandbox.ts";
import { schemaRoutes } from "./routes/schema.ts";
import { sessionRoutes, signInRoutes } from "./routes/session.ts";
import { editorRoutes, unknownRoute } from "./routes/static.ts";
import { beginSystemSignInRoutes, endSystemSignInRoutes } from "./routes/system-sign-in.ts";
import { templateRoutes } from "./routes/templates.ts";
import type { ServerContext } from "./server-context.ts";

/** Deep enough for every graph and record people make; the parsers behind it would go a little further. */
const bodyBytes = 8 * 1024 * 1024;
const bodyLimits = { depth: 64, values: 500_000 };

/** What signed-in people may do: every route here is behind the session check, the origin check and the limits of a body. */
function apiRoutes(context: ServerContext) {
  return new Hono<AppEnv>()
    .use(requireSession(context), sameOrigin(context.settings), limitBody(bodyBytes), inspectJson(bodyLimits))
    .route("/", sessionRoutes(context))
    .route("/", flowRoutes(context))
    .route("/", flowHookRoutes(context))
    .route("/", previewRoutes(context))
    .route("/", sampleRoutes(context))
    .route("/", caseRoutes(context))
    .route("/", runRoutes(context))
    .route("/", owedRoutes(context))
    .route("/", keepingRoutes(context))
    .route("/", cursorRoutes(context))
    .route("/", recordRoutes(context))
    .route("/", connectionRoutes(context))
    .route("/", beginSystemSignInRoutes(context))
    .route("/", templateRoutes())
    .route("/", eventRoutes(context))
    .route("/", schemaRoutes());
}

/**
 * The whole HTTP server. Public are health, sign-in, webhooks and the editor's files; everything under /api needs a session, unknown
 * addresses there included.
 */
export function createApp(context: ServerContext) {
  const app = new Hono<AppEnv>();
  app.onError(answerErrors(context));
  app.notFound(unknownRoute);
  return app
    .use(requestId(), securityHeaders())
    .route("/", healthRoutes(context))
    .route("/", hookRoutes(context))
    .route("/", sandboxRoutes(context))
    .use(knownHost(context.settings))
    .route("/", endSystemSignInRoutes(context))
    .route("/", signInRoutes(context))
    .route("/api", apiRoutes(context))
    .route("/", editorRoutes(context));
}

/** For the editor's typed client: `hc<App>("/")`. */
export type App = ReturnType<typeof createApp>;
