import { serveStatic } from "@hono/node-server/serve-static";
import type { ErrorAnswer } from "@trasvase/shared/contract/error.ts";
import { Hono, type NotFoundHandler } from "hono";
import { answer } from "../answer.ts";
import type { AppEnv } from "../app-env.ts";
import type { ServerContext } from "../server-context.ts";

/** The built editor: its files under names that change with their content, and one page for every address of the editor. */
export function editorRoutes({ editorFolder: root }: Pick<ServerContext, "editorFolder">) {
  const routes = new Hono<AppEnv>();
  if (root === undefined) return routes;
  routes.use(
    "/assets/*",
    serveStatic({
      root,
      precompressed: true,
      onFound: (_path, c) => c.header("cache-control", "public, max-age=31536000, immutable"),
    }),
  );
  routes.get("*", async (c, next) => (isServerPath(c.req.path) ? next() : await file(c, next)));
  const file = serveStatic({ root });
  const page = serveStatic({ root, path: "index.html" });
  routes.get("*", async (c, next) => {
    // A missing asset must not come back as a page: the browser would try to run it.
    if (isServerPath(c.req.path) || c.req.path.startsWith("/assets/")) return next();
    return await page(c, next);
  });
  return routes;
}

function isServerPath(path: string): boolean {
  return /^\/(api|hooks|sandbox|health|sign-in)(\/|$)/.test(path);
}

/** 404 in the contract's form for every address that nothing answers. */
export const unknownRoute: NotFoundHandler<AppEnv> = (c) => {
  const message = `There is nothing at ${c.req.method} ${c.req.path.slice(0, 200)}. See /api/openapi.json for what there is.`;
  return answer<ErrorAnswer, 404>(c, { code: "unknown-address", message }, 404);
};
