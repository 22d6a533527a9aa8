import { insertSample } from "@trasvase/db/queries/insert-sample.ts";
import { listSamples } from "@trasvase/db/queries/list-samples.ts";
import type { KeepSample, Sample } from "@trasvase/shared/contract/sample.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import { withStandIns } from "@trasvase/shared/stand-in/personal-fields.ts";
import { type PersonalOfFlow, personalOfFlow } from "@trasvase/shared/stand-in/personal-of-flow.ts";
import * as z from "zod";
import { ApiError } from "../api-error.ts";
import type { Engine } from "../engine/engine.ts";
import { hiddenKey } from "../engine/hidden-key.ts";
import { openPayload, sealPayload } from "../engine/payload.ts";
import type { FlowPlace } from "../queue/queue.ts";

const mostKept = 50;
const mostBytes = 512 * 1024;

const contentsSchema = z.object({ key: z.string(), data: z.json(), readAt: z.string() });

/** The samples kept with a flow, the oldest first. One whose key was deleted is gone and is left out. */
export async function keptSamples(engine: Engine, place: FlowPlace): Promise<readonly Sample[]> {
  const rows = await listSamples(engine.database, place.workspaceId, place.flowId);
  return await Promise.all(
    rows.map(async ({ id, masked, name, payload, dataKeyId }): Promise<Sample> => {
      const text = await openPayload(engine, place, "sample", { payload, dataKeyId });
      return { ...contentsSchema.parse(JSON.parse(text)), origin: "kept", id, name, standIns: masked };
    }),
  );
}

/** Keeps a sample with a flow. Its personal fields, as the graph given says, become stand-ins first. */
export async function keepSample(
  engine: Engine,
  place: FlowPlace,
  userId: string,
  { graph, name, sample }: KeepSample,
): Promise<Sample> {
  const personal = await personalOfDraft(engine, place.workspaceId, graph);
  const standIns = await engine.standIns(place.workspaceId);
  const isDone = sample.standIns === true;
  const data = isDone ? sample.data : withStandIns(sample.data, personal?.source, standIns);
  const key = personal?.key ? hiddenKey(await engine.hashKey(place.workspaceId), sample.key) : sample.key;
  const contents = { key, data, readAt: sample.readAt };
  const text = JSON.stringify(contents);
  if (Buffer.byteLength(text) > mostBytes) {
    throw new ApiError(
      422,
      "sample-size",
      `This record has ${Math.ceil(Buffer.byteLength(text) / 1024)} kB; a sample that is kept may have ${mostBytes / 1024} kB. Keep a smaller record, or paste it with fewer lines.`,
    );
  }
  const sealed = await sealPayload(engine, place, { kind: "sample", life: "owed", text });
  const masked = isDone || personal?.source !== undefined;
  const id = await insertSample(engine.database, { ...place, ...sealed, name, masked, userId }, mostKept);
  if (id === undefined) {
    throw new ApiError(
      422,
      "samples-full",
      `This flow keeps ${mostKept} samples already. Remove one that is not needed any more.`,
    );
  }
  return { ...contents, origin: "kept", id, name, standIns: masked };
}

/** What is personal in an unsaved graph, with the connections of its workspace. */
export async function personalOfDraft(
  engine: Engine,
  workspaceId: string,
  document: unknown,
): Promise<PersonalOfFlow | undefined> {
  const { graph } = parseGraph(document);
  if (!graph) return undefined;
  const connections = await engine.clients(workspaceId).refresh();
  return personalOfFlow(graph, { connectors: engine.systems.connectors, connections });
}
