import type { TemplateRow } from "@trasvase/shared/contract/template.ts";
import { Hono } from "hono";
import { answer } from "../answer.ts";
import type { AppEnv } from "../app-env.ts";
import { listTemplates } from "../flows/templates.ts";

/** Flows to begin with. A new flow is made of one by `POST /api/flows`. */
export function templateRoutes() {
  return new Hono<AppEnv>().get("/templates", async (c) => {
    const templates = await listTemplates();
    return answer<{ rows: TemplateRow[] }>(c, {
      rows: templates.map(({ name, title, summary, file }) => ({
        name,
        title,
        summary,
        needs: file.needs.map((need) => ({ ...need })),
      })),
    });
  });
}
