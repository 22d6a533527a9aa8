import { changeSample } from "@trasvase/db/queries/change-sample.ts";
import { findFlow } from "@trasvase/db/queries/find-flow.ts";
import {
  type FlowSamples,
  fetchSamplesSchema,
  keepSampleSchema,
  renameSampleSchema,
  type Sample,
  type Samples,
} from "@trasvase/shared/contract/sample.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import { sourceSettings } from "@trasvase/shared/source-settings.ts";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { accept, answer, nothing } from "../answer.ts";
import { notFound } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { FetchedSamples } from "../samples/fetched-samples.ts";
import type { ServerContext } from "../server-context.ts";

const byId = accept("param", z.object({ id: z.string() }));
const bySample = accept("param", z.object({ id: z.string(), sample: z.string() }));

/** Records to look at: fetched ones, which live in memory for an hour, and those kept with a flow. No cursor moves and no run reads them. */
export function sampleRoutes({ database, engine }: ServerContext) {
  const fetched = new FetchedSamples();

  async function placeOf(c: Context<AppEnv>, flow: string) {
    const { workspaceId } = c.var.user;
    const found = z.uuid().safeParse(flow).success ? await findFlow(database, workspaceId, flow) : undefined;
    if (!found || found.deletedAt) throw notFound("flow", flow);
    return { workspaceId, flowId: found.id };
  }

  async function change(
    c: Context<AppEnv>,
    { id, sample }: { readonly id: string; readonly sample: string },
    how: Parameters<typeof changeSample>[2],
  ) {
    const place = await placeOf(c, id);
    const isId = z.uuid().safeParse(sample).success;
    if (!isId || !(await changeSample(database, { ...place, id: sample }, how))) {
      throw notFound("sample", sample);
    }
    return nothing(c);
  }

  return new Hono<AppEnv>()
    .post("/samples", accept("json", fetchSamplesSchema), async (c) => {
      const { userId, workspaceId } = c.var.user;
      const request = c.req.valid("json");
      const place = request.flow === undefined ? undefined : await placeOf(c, request.flow);
      const answered = await engine.fetchSamples(workspaceId, request, c.req.raw.signal);
      const { graph } = parseGraph(request.graph);
      const settings = graph && sourceSettings(graph);
      if (place && settings !== undefined) fetched.remember({ ...place, userId }, answered.samples, settings);
      return answer<Samples>(c, answered);
    })
    .get("/flows/:id/samples", byId, async (c) => {
      const place = await placeOf(c, c.req.valid("param").id);
      const remembered = fetched.find({ ...place, userId: c.var.user.userId });
      return answer<FlowSamples>(c, {
        kept: [...(await engine.keptSamples(place))],
        ...(remembered ? { fetched: remembered } : {}),
      });
    })
    .post("/flows/:id/samples", byId, accept("json", keepSampleSchema), async (c) => {
      const place = await placeOf(c, c.req.valid("param").id);
      const kept = await engine.keepSample(place, c.var.user.userId, c.req.valid("json"));
      return answer<Sample, 201>(c, kept, 201);
    })
    .patch("/flows/:id/samples/:sample", bySample, accept("json", renameSampleSchema), async (c) =>
      change(c, c.req.valid("param"), { name: c.req.valid("json").name }),
    )
    .delete("/flows/:id/samples/:sample", bySample, async (c) => change(c, c.req.valid("param"), "delete"))
    .post("/flows/:id/samples/:sample/restore", bySample, async (c) =>
      change(c, c.req.valid("param"), "restore"),
    );
}
