import { countInFlight } from "@trasvase/db/queries/count-in-flight.ts";
import type { FoundFlow } from "@trasvase/db/queries/find-flow.ts";
import { listConnections } from "@trasvase/db/queries/list-connections.ts";
import { canBeginAt, remembersWhereItStopped } from "@trasvase/shared/connector.ts";
import type { Activation, ActivationCheck } from "@trasvase/shared/contract/activation.ts";
import type { CaseRow } from "@trasvase/shared/contract/case.ts";
import { type Graph, parseGraph } from "@trasvase/shared/graph.ts";
import { graphChanges } from "@trasvase/shared/graph-changes.ts";
import { isJsonObject } from "@trasvase/shared/json.ts";
import { type Catalogue, makePlan, type Plan } from "@trasvase/shared/plan.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import { caseFlowOf } from "../cases/cases.ts";
import type { ServerContext } from "../server-context.ts";
import { workspaceCatalogue } from "./workspace-catalogue.ts";

type Part = Pick<ServerContext, "database" | "catalogue" | "engine">;

const checkTimeoutMs = 15_000;
const casesCode = "cases";

/** Everything the activation page shows: what must be solved, what must be ticked, what changes. Connections that are not known to work are tried. */
export async function describeActivation(
  context: Part,
  flow: FoundFlow,
  lastVersion: number,
): Promise<Activation> {
  const catalogue = await workspaceCatalogue(context, flow.workspaceId);
  const { plan, problems } = makePlan(flow.draft, catalogue);
  const draft = parseGraph(flow.draft).graph;
  const active = parseGraph(flow.activeGraph).graph;
  const ways = plan ? waysToBegin(plan, catalogue) : noWays;
  return {
    revision: flow.revision,
    nextVersion: lastVersion + 1,
    checks: [
      stepsCheck(problems),
      ...warningChecks(problems),
      ...caseChecks(await context.engine.cases(caseFlowOf(flow))),
      ...(await connectionChecks(context, flow, draft)),
    ],
    changes: draft && active ? graphChanges(active, draft) : [],
    asksStart: flow.activeVersion === null && ways.remembers,
    canBeginAt: ways.canBeginAt,
    inFlight: await countInFlight(context.database, flow.id),
  };
}

function stepsCheck(problems: readonly Problem[]): ActivationCheck {
  const errors = problems.filter((problem) => problem.severity === "error");
  if (errors.length === 0) {
    return { code: "steps", level: "ok", title: "Steps", message: "Every step is complete.", problems: [] };
  }
  const message = `${errors.length === 1 ? "One problem has" : `${errors.length} problems have`} to be solved first.`;
  return { code: "steps", level: "blocking", title: "Steps", message, problems: errors };
}

/** One tick per kind of warning: the same thing in ten steps is accepted once. */
function warningChecks(problems: readonly Problem[]): ActivationCheck[] {
  const byCode = new Map<string, Problem[]>();
  for (const problem of problems) {
    if (problem.severity !== "warning") continue;
    byCode.set(problem.code, [...(byCode.get(problem.code) ?? []), problem]);
  }
  return [...byCode].map(([code, own]) => ({
    code,
    level: "confirm",
    title: "Please look at this",
    message: own.length === 1 ? (own[0]?.message ?? "") : `${own.length} steps: ${own[0]?.message ?? ""}`,
    problems: own,
  }));
}

/** Red cases block, unless somebody says why the version goes live all the same. */
function caseChecks(rows: readonly CaseRow[]): ActivationCheck[] {
  if (rows.length === 0) return [];
  const title = "Cases";
  const red = rows.filter((row) => !row.ok);
  if (red.length === 0) {
    const message = rows.length === 1 ? "The one case is green." : `All ${rows.length} cases are green.`;
    return [{ code: casesCode, level: "ok", title, message, problems: [] }];
  }
  const names = red.slice(0, 5).map((row) => `"${row.name}"`);
  const more = red.length > names.length ? ` and ${red.length - names.length} more` : "";
  const message = `${red.length} of ${rows.length} ${rows.length === 1 ? "case is" : "cases are"} red: ${names.join(", ")}${more}.`;
  return [{ code: casesCode, level: "reason", title, message, problems: [] }];
}

/** Names of the connections that the steps of a graph use. */
export function connectionsOf(graph: Graph): ReadonlySet<string> {
  const names = Object.values(graph.nodes).map((node) => node.config.connection);
  return new Set(names.filter((name): name is string => typeof name === "string" && name !== ""));
}

async function connectionChecks(
  context: Part,
  flow: FoundFlow,
  draft: Graph | undefined,
): Promise<ActivationCheck[]> {
  if (!draft) return [];
  const known = new Map(
    (await listConnections(context.database, flow.workspaceId)).map((one) => [one.name, one]),
  );
  const used = [...connectionsOf(draft)].flatMap((name) => known.get(name) ?? []);
  return await Promise.all(
    used.map(async (one): Promise<ActivationCheck> => {
      const code = `connection:${one.name}`;
      const title = `Connection ${one.title}`;
      if (one.state === "working") return { code, level: "ok", title, message: "It works.", problems: [] };
      const signal = AbortSignal.timeout(checkTimeoutMs);
      const { ok, stages } = await context.engine.checkConnection(flow.workspaceId, one.name, signal);
      const message = ok ? "It works." : (stages.find((stage) => !stage.ok)?.message ?? "It does not work.");
      return { code, level: ok ? "ok" : "blocking", title, message, problems: [] };
    }),
  );
}

/** Where reading can begin. */
interface WaysToBegin {
  /** Whether it goes on from where it stopped, so that somebody has to say where it begins. */
  readonly remembers: boolean;
  readonly canBeginAt: boolean;
}

const noWays: WaysToBegin = { remembers: false, canBeginAt: false };

/** What the source of a plan can begin with. */
function waysToBegin(plan: Plan, catalogue: Catalogue): WaysToBegin {
  const { config } = plan.source;
  if (!isJsonObject(config) || typeof config.connection !== "string") return noWays;
  const definition = catalogue.connectors[catalogue.connections?.get(config.connection) ?? ""];
  const resource = definition?.resources.find((one) => one.name === config.resource);
  const options = isJsonObject(config.options) ? config.options : {};
  const remembers = definition?.pushed !== true && remembersWhereItStopped(resource, options);
  return { remembers, canBeginAt: remembers && canBeginAt(resource, options) };
}
