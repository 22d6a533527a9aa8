import type { FoundFlow } from "@trasvase/db/queries/find-flow.ts";
import { caseReadAt, type FlowCase } from "@trasvase/shared/case/case.ts";
import { chosenIn, expectationsOf } from "@trasvase/shared/case/observe.ts";
import type { CaseRow, ChangeCase, CreateCase } from "@trasvase/shared/contract/case.ts";
import { makePlan } from "@trasvase/shared/plan.ts";
import { withStandIns } from "@trasvase/shared/stand-in/personal-fields.ts";
import { ApiError } from "../api-error.ts";
import type { Engine } from "../engine/engine.ts";
import { catalogueOf, openFlow } from "../engine/open.ts";
import { linkSource, linksOf } from "../engine/preview.ts";
import type { FlowPlace } from "../queue/queue.ts";
import { fetchSamples } from "../samples/fetch-samples.ts";
import { type RecordedCase, recordCase } from "./record-case.ts";
import { type CaseResult, runCases, sampleOf } from "./run-cases.ts";
import { addCase, caseRow, replaceCase, type StoredCase, storedCase, storedCases } from "./stored-cases.ts";

/** A flow whose cases are run: the place and the draft. */
export interface CaseFlow extends FlowPlace {
  readonly draft: unknown;
}

export function caseFlowOf({
  draft,
  id,
  workspaceId,
}: Pick<FoundFlow, "draft" | "id" | "workspaceId">): CaseFlow {
  return { workspaceId, flowId: id, draft };
}

/** Every case of a flow with what its draft does with it. */
export async function listCaseRows(engine: Engine, flow: CaseFlow): Promise<readonly CaseRow[]> {
  const stored = await storedCases(engine, flow);
  const results = await runAll(engine, flow, stored);
  return stored.map((one, index) => caseRow(one, results[index] ?? notRun));
}

const notRun: CaseResult = { ok: false, differences: [], observed: undefined, problem: "It was not run." };

async function runAll(
  engine: Engine,
  { draft, workspaceId }: CaseFlow,
  stored: readonly StoredCase[],
): Promise<readonly CaseResult[]> {
  if (stored.length === 0) return [];
  const connections = await engine.clients(workspaceId).refresh();
  const cases = stored.map((one) => one.flowCase);
  return await runCases({ systems: engine.systems, connections }, draft, cases);
}

async function runOne(engine: Engine, flow: CaseFlow, one: StoredCase): Promise<CaseRow> {
  const [result] = await runAll(engine, flow, [one]);
  return caseRow(one, result ?? notRun);
}

/** Saves a sample as a case: asks the systems, keeps what they answer, and expects what the graph does now. */
export async function createCase(
  engine: Engine,
  flow: FlowPlace,
  userId: string,
  { chosen, graph, name, sample }: CreateCase,
  signal: AbortSignal,
): Promise<CaseRow> {
  const shown = { ...flow, draft: graph };
  const recorded = await record(engine, shown, { sample, isStandIn: sample.standIns === true }, signal);
  const unexpecting: FlowCase = { name, ...recorded, expect: {} };
  const { observed } = await runOne(engine, shown, { id: "", flowCase: unexpecting });
  if (!observed) throw cannotWalk();
  const flowCase = { ...unexpecting, expect: expectationsOf(observed, chosen) };
  const id = await addCase(engine, flow, userId, flowCase);
  return await runOne(engine, shown, { id, flowCase });
}

/** Gives a case another name or other expectations. */
export async function updateCase(
  engine: Engine,
  flow: CaseFlow,
  id: string,
  { expect, name }: ChangeCase,
): Promise<CaseRow> {
  const { flowCase } = await storedCase(engine, flow, id);
  const changed = { ...flowCase, name: name ?? flowCase.name, expect: expect ?? flowCase.expect };
  await replaceCase(engine, flow, { id, flowCase: changed });
  return await runOne(engine, flow, { id, flowCase: changed });
}

/** Expects from now on what the draft does, of the same steps and fields as before. */
export async function acceptCase(engine: Engine, flow: CaseFlow, id: string): Promise<CaseRow> {
  const { flowCase } = await storedCase(engine, flow, id);
  const { observed } = await runOne(engine, flow, { id, flowCase });
  if (!observed) throw cannotWalk();
  const changed = { ...flowCase, expect: expectationsOf(observed, chosenIn(flowCase.expect)) };
  await replaceCase(engine, flow, { id, flowCase: changed });
  return await runOne(engine, flow, { id, flowCase: changed });
}

/**
 * Asks the systems again and keeps what they answer now. A record with stand-ins cannot be asked about: it is read from the source once
 * more, and taken as it is now.
 */
export async function recordCaseAgain(
  engine: Engine,
  flow: CaseFlow,
  id: string,
  signal: AbortSignal,
): Promise<CaseRow> {
  const { flowCase } = await storedCase(engine, flow, id);
  const sample = await realSample(engine, flow, flowCase, signal);
  const recorded = await record(engine, flow, { sample, isStandIn: false }, signal);
  const changed = { ...flowCase, ...recorded };
  await replaceCase(engine, flow, { id, flowCase: changed });
  return await runOne(engine, flow, { id, flowCase: changed });
}

async function realSample(engine: Engine, flow: CaseFlow, flowCase: FlowCase, signal: AbortSignal) {
  const { personal } = await openDraft(engine, flow);
  const kept = sampleOf(flowCase);
  const standIns = await engine.standIns(flow.workspaceId);
  const isPersonal = withStandIns(flowCase.input, personal?.source, standIns) !== flowCase.input;
  if (!isPersonal) return kept;
  const { samples } = await fetchSamples(
    engine,
    flow.workspaceId,
    // The draft came out of a json column.
    { graph: flow.draft as CreateCase["graph"], count: 1, key: flowCase.key ?? "" },
    signal,
  );
  const [found] = samples;
  if (found) return { data: found.data, key: found.key, readAt: flowCase.readAt ?? caseReadAt };
  throw new ApiError(
    409,
    "case-record-gone",
    `The systems cannot be asked with stand-ins, and the source has no record "${flowCase.key ?? ""}" any more. Save another sample as a case instead.`,
  );
}

async function record(
  engine: Engine,
  flow: CaseFlow,
  { isStandIn, sample }: { readonly sample: Parameters<typeof recordCase>[1]; readonly isStandIn: boolean },
  signal: AbortSignal,
): Promise<RecordedCase> {
  const opened = await openDraft(engine, flow);
  const clients = engine.clients(flow.workspaceId);
  return await recordCase(
    {
      plan: opened.plan,
      flow: opened,
      systems: engine.systems,
      connections: opened.connections,
      links: linksOf(engine, flow.workspaceId, opened, linkSource(opened, flow.flowId)),
      reader: (connection) => clients.reader(connection),
      standIns: await engine.standIns(flow.workspaceId),
      signal: AbortSignal.any([signal, AbortSignal.timeout(engine.limits.callTimeoutMs)]),
    },
    sample,
    isStandIn,
  );
}

async function openDraft(engine: Engine, { draft, workspaceId }: CaseFlow) {
  const connections = await engine.clients(workspaceId).refresh();
  const { plan, problems } = makePlan(draft, catalogueOf(engine.systems, connections));
  const opened = plan && openFlow(plan, engine.systems, connections, await engine.hashKey(workspaceId));
  if (opened) return { ...opened, connections };
  const own = plan?.source.broken ? [plan.source.broken] : problems;
  throw new ApiError(422, "source-incomplete", `The flow cannot be tested yet: ${own[0]?.message ?? ""}`, {
    problems: own,
  });
}

function cannotWalk(): ApiError {
  return new ApiError(
    422,
    "case-not-walked",
    "This flow cannot be walked: it needs one source and no cycle. Correct that first, then save the case.",
  );
}
