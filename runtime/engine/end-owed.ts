import { newId } from "@trasvase/db/id.ts";
import { claimThisLane } from "@trasvase/db/queries/claim-lane.ts";
import { findFlowTerms } from "@trasvase/db/queries/find-flow-terms.ts";
import { listLanesWithEndings } from "@trasvase/db/queries/wish.ts";
import type { FlowPlace, LaneClaim } from "../queue/queue.ts";
import type { Engine } from "./engine.ts";
import { keepClaim } from "./keep-claim.ts";
import type { LaneWork } from "./lane-work.ts";
import { resumeDue } from "./resume.ts";
import { Writers } from "./write-calls.ts";

const endings = ["close", "expire", "refuse"] as const;
const never = new AbortController().signal;

/**
 * Carries out what ends owed records of a flow without asking any system: closing, expiring, refusing. Workers do so for active flows;
 * nobody claims the lanes of a paused one. A lane that somebody holds is left to them.
 */
export async function endOwed(engine: Engine, place: FlowPlace): Promise<void> {
  const owner = newId();
  for (const lane of await listLanesWithEndings(engine.database, place.flowId)) {
    const { leaseMs } = engine.limits;
    const claim = await claimThisLane(engine.database, { flowId: place.flowId, lane, owner, leaseMs });
    if (claim) await endInLane(engine, claim);
  }
}

async function endInLane(engine: Engine, claim: LaneClaim): Promise<void> {
  const kept = keepClaim(engine, { claim }, never);
  try {
    const flow = await findFlowTerms(engine.database, claim.flowId);
    if (!flow) return;
    const clients = engine.clients(claim.workspaceId);
    const connections = await clients.refresh();
    const work: LaneWork = {
      engine,
      claim,
      flow,
      clients,
      connections,
      writers: new Writers(() => Promise.reject(new Error("Ending a record writes nowhere."))),
      lane: { mayOwe: true },
      signal: kept.signal,
    };
    while ((await resumeDue(work, endings)) > 0);
  } finally {
    kept.release();
    await engine.queue.release(claim);
    await engine.queue.wake(claim, [claim.lane]);
  }
}
