import type { FoundFlow } from "@trasvase/db/queries/find-flow.ts";
import type { ListedFlow, UsedConnection } from "@trasvase/db/queries/list-flows.ts";
import { listFlows } from "@trasvase/db/queries/list-flows.ts";
import { listVersions } from "@trasvase/db/queries/list-versions.ts";
import type { Flow, FlowRow, FlowStatus, VersionRow } from "@trasvase/shared/contract/flow.ts";
import { triggerSchema } from "@trasvase/shared/flow-file.ts";
import { outcomeCountsSchema } from "@trasvase/shared/outcome.ts";
import * as z from "zod";
import { hookUrl } from "../hooks/hook-token.ts";
import { jsonOf } from "../json-of.ts";
import type { ServerContext } from "../server-context.ts";
import { lastDays } from "./last-days.ts";

interface Standing {
  readonly status: FlowStatus;
  readonly statusReason?: string;
}

/** The flow's one status (FL-2): what needs a person comes before what is merely different. */
export function standingOf(flow: ListedFlow): Standing {
  if (flow.state === "paused") {
    return flow.pauseReason === null
      ? { status: "paused" }
      : { status: "stopped", statusReason: flow.pauseReason };
  }
  const missing = flow.connections.filter((one) => one.connector === undefined || one.connector === null);
  if (missing.length > 0) {
    return {
      status: "needs-connection",
      statusReason: `It uses the connection ${missing.map((one) => `"${one.name}"`).join(" and ")}, which does not exist. Create it under Connections.`,
    };
  }
  const broken = flow.connections.filter((one) => one.state === "broken");
  if (broken.length > 0) {
    return {
      status: "needs-connection",
      statusReason: `The connection ${broken.map((one) => `"${one.name}"`).join(" and ")} does not work. Check it under Connections.`,
    };
  }
  if (flow.activeVersion === null) return { status: "draft" };
  return { status: flow.changed ? "changed" : "active" };
}

/** A row of the flows list. */
export function flowRow(context: Pick<ServerContext, "catalogue">, flow: ListedFlow): FlowRow {
  const { connectors } = context.catalogue;
  const glyph = (used: UsedConnection) => {
    const connector = used.connector ?? "";
    return { connector, title: connectors[connector]?.title ?? used.name };
  };
  const source = flow.connections.find((one) => one.use === "source");
  const counts = flow.lastRun && outcomeCountsSchema.parse(flow.lastRun.counts);
  return {
    id: flow.id,
    name: flow.name,
    ...standingOf(flow),
    ...(source ? { from: glyph(source) } : {}),
    to: flow.connections.filter((one) => one.use === "destination").map(glyph),
    ...(flow.activeVersion === null ? {} : { activeVersion: flow.activeVersion }),
    ...(flow.lastRun && counts
      ? {
          lastRun: {
            id: flow.lastRun.id,
            state: flow.lastRun.state,
            startedAt: flow.lastRun.startedAt,
            counts,
          },
        }
      : {}),
    records24h: flow.records24h,
    days: lastDays(flow.days, Date.now()),
    openFailures: flow.openFailures,
    ...(flow.nextRunAt === null ? {} : { nextRunAt: flow.nextRunAt }),
    noOutput: hasNoOutput(flow),
    updatedAt: flow.updatedAt.toISOString(),
  };
}

/** FL-5: the last run read records and wrote none, although at least half of those that read something wrote. */
function hasNoOutput(flow: ListedFlow): boolean {
  const { lastRun } = flow;
  if (lastRun?.state !== "succeeded" || lastRun.read === 0) return false;
  const { created = 0, updated = 0 } = lastRun.counts;
  return created + updated === 0 && flow.writingRuns > 0 && 2 * flow.writingRuns >= flow.readingRuns - 1;
}

const checksSchema = z
  .array(z.object({ code: z.string(), message: z.string(), reason: z.string().optional() }))
  .catch([]);

/** What stood against a version when it was activated, of the checks kept with it, with the reasons given. */
export function overridesOf(checks: unknown): VersionRow["overrides"] {
  return checksSchema
    .parse(checks)
    .flatMap(({ code, message, reason }) => (reason === undefined ? [] : [{ code, message, reason }]));
}

/** A flow with its draft, as the editor opens it. */
export async function describeFlow(
  context: Pick<ServerContext, "database" | "keys" | "settings">,
  baseUrl: URL,
  found: FoundFlow,
): Promise<Flow> {
  const [listed] = await listFlows(context.database, found.workspaceId, found.id);
  const versions = await listVersions(context.database, found.workspaceId, found.id);
  const url = hookUrl(context.keys, baseUrl, found);
  return {
    id: found.id,
    name: found.name,
    ...(listed ? standingOf(listed) : { status: "draft" }),
    graph: jsonOf(found.draft),
    revision: found.revision,
    savedAt: found.updatedAt.toISOString(),
    trigger: triggerSchema.parse(found.trigger),
    ...(listed?.nextRunAt ? { nextRunAt: listed.nextRunAt } : {}),
    ...(found.activeVersion === null
      ? {}
      : { activeVersion: found.activeVersion, activeGraph: jsonOf(found.activeGraph) }),
    versions: versions.map((one) => ({
      number: one.number,
      note: one.note ?? "",
      createdAt: one.createdAt.toISOString(),
      active: one.number === found.activeVersion,
      overrides: overridesOf(one.checks),
    })),
    ...(url === undefined ? {} : { hookUrl: url.href }),
  };
}
