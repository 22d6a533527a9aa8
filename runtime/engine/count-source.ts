import type { CountAnswer } from "@trasvase/shared/contract/cursor.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { ApiError } from "../api-error.ts";
import type { Engine } from "./engine.ts";
import { catalogueOf, openFlow } from "./open.ts";

/** Beyond these counting is left off: "more than 5,000" is as good an answer. */
const mostCounted = 5_000;
const longestMs = 12_000;

/** Counts what reading a graph's source would give, gently and only by looking. Throws 422 when its source cannot be read. */
export async function countSource(
  engine: Engine,
  workspaceId: string,
  request: { readonly graph: unknown; readonly since?: string; readonly until?: string },
  signal: AbortSignal,
): Promise<CountAnswer> {
  const clients = engine.clients(workspaceId);
  const connections = await clients.refresh();
  const { plan } = makePlan(request.graph, catalogueOf(engine.systems, connections));
  const flow = plan && openFlow(plan, engine.systems, connections, await engine.hashKey(workspaceId));
  if (!flow)
    throw new ApiError(422, "source-incomplete", "The source step cannot be read yet. Complete it first.");
  const over = AbortSignal.timeout(longestMs);
  const reader = await clients.reader(flow.source.connection);
  let count = 0;
  try {
    const { options, resource } = flow.source;
    const { since, until } = request;
    const reading = reader.read({
      resource,
      options,
      cursor: undefined,
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      gentle: true,
      signal: AbortSignal.any([signal, over]),
    });
    for await (const batch of reading) {
      count += batch.records.length;
      if (count > mostCounted || over.aborted)
        return { count: Math.min(count, mostCounted), isAtLeast: true };
    }
    return { count, isAtLeast: false };
  } catch (error) {
    if (over.aborted) return { count, isAtLeast: true };
    throw new ApiError(502, "count-failed", `The source could not be counted: ${textOf(error)}`);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
