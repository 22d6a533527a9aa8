import { changeCase } from "@trasvase/db/queries/change-case.ts";
import { findFlow } from "@trasvase/db/queries/find-flow.ts";
import {
  type CaseRow,
  type Cases,
  changeCaseSchema,
  createCaseSchema,
} from "@trasvase/shared/contract/case.ts";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { accept, answer, nothing } from "../answer.ts";
import { notFound } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { caseFlowOf } from "../cases/cases.ts";
import type { ServerContext } from "../server-context.ts";

const byId = accept("param", z.object({ id: z.string() }));
const byCase = accept("param", z.object({ id: z.string(), case: z.string() }));

/** The cases of a flow: samples with expected results, run against its draft without calling any system. */
export function caseRoutes({ database, engine }: ServerContext) {
  async function flowOf(c: Context<AppEnv>, id: string) {
    const { workspaceId } = c.var.user;
    const found = z.uuid().safeParse(id).success ? await findFlow(database, workspaceId, id) : undefined;
    if (!found || found.deletedAt) throw notFound("flow", id);
    return caseFlowOf(found);
  }

  async function change(
    c: Context<AppEnv>,
    { id, case: wanted }: { readonly id: string; readonly case: string },
    how: "delete" | "restore",
  ) {
    const { flowId, workspaceId } = await flowOf(c, id);
    const isId = z.uuid().safeParse(wanted).success;
    if (!isId || !(await changeCase(database, { workspaceId, flowId, id: wanted }, how))) {
      throw notFound("case", wanted);
    }
    return nothing(c);
  }

  return new Hono<AppEnv>()
    .get("/flows/:id/cases", byId, async (c) => {
      const flow = await flowOf(c, c.req.valid("param").id);
      return answer<Cases>(c, { rows: [...(await engine.cases(flow))] });
    })
    .post("/flows/:id/cases", byId, accept("json", createCaseSchema), async (c) => {
      const flow = await flowOf(c, c.req.valid("param").id);
      const { userId } = c.var.user;
      const made = await engine.createCase(flow, userId, c.req.valid("json"), c.req.raw.signal);
      return answer<CaseRow, 201>(c, made, 201);
    })
    .patch("/flows/:id/cases/:case", byCase, accept("json", changeCaseSchema), async (c) => {
      const { id, case: wanted } = c.req.valid("param");
      const changed = await engine.changeCase(await flowOf(c, id), wanted, c.req.valid("json"));
      return answer<CaseRow>(c, changed);
    })
    .post("/flows/:id/cases/:case/accept", byCase, async (c) => {
      const { id, case: wanted } = c.req.valid("param");
      return answer<CaseRow>(c, await engine.acceptCase(await flowOf(c, id), wanted));
    })
    .post("/flows/:id/cases/:case/record", byCase, async (c) => {
      const { id, case: wanted } = c.req.valid("param");
      const recorded = await engine.recordCase(await flowOf(c, id), wanted, c.req.raw.signal);
      return answer<CaseRow>(c, recorded);
    })
    .delete("/flows/:id/cases/:case", byCase, async (c) => change(c, c.req.valid("param"), "delete"))
    .post("/flows/:id/cases/:case/restore", byCase, async (c) => change(c, c.req.valid("param"), "restore"));
}
