import { Hono } from "hono";
import { answer } from "../answer.ts";
import type { AppEnv } from "../app-env.ts";
import { openApiDocument } from "../openapi/document.ts";

/** The description of this API for programs. */
export function schemaRoutes() {
  const document = openApiDocument();
  return new Hono<AppEnv>().get("/openapi.json", (c) => answer(c, document));
}
