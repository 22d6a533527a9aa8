import { type Forecast, forecastRequestSchema } from "@trasvase/shared/contract/forecast.ts";
import { type Preview, previewRequestSchema } from "@trasvase/shared/contract/preview.ts";
import { Hono } from "hono";
import { accept, answer } from "../answer.ts";
import type { AppEnv } from "../app-env.ts";
import type { ServerContext } from "../server-context.ts";

/** Looking without touching: a preview of records in an unsaved graph. It writes nothing anywhere. */
export function previewRoutes({ engine }: ServerContext) {
  return new Hono<AppEnv>()
    .post("/preview", accept("json", previewRequestSchema), async (c) => {
      const request = c.req.valid("json");
      return answer<Preview>(c, await engine.preview(c.var.user.workspaceId, request, c.req.raw.signal));
    })
    .post("/forecast", accept("json", forecastRequestSchema), async (c) => {
      const request = c.req.valid("json");
      return answer<Forecast>(c, await engine.forecast(c.var.user.workspaceId, request));
    });
}
