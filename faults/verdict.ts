import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../db/client.ts";
import { readConservation } from "../runtime/engine/conservation.ts";
import type { Emitter } from "./emitter.ts";
import type { TestFlow } from "./flows.ts";
import { atMost, exactly, type Finding, type Stage } from "./gate.ts";
import { type Claims, type Expected, readClaims, readEvidence } from "./oracle.ts";
import type { Product } from "./product.ts";

/** How long nothing may change at all before a flow counts as stuck. However slow a machine is, something moves. */
const stuckAfterMs = 120_000;

/** Waits until nothing of a flow is under way any more. Throws with the sums when it is stuck. */
export async function untilSettled(product: Product, flow: TestFlow, received: number): Promise<Claims> {
  let last = "";
  let movedAt = performance.now();
  for (;;) {
    let claims: Claims | undefined;
    let failure: unknown;
    try {
      claims = await readClaims(product, flow.id);
    } catch (error) {
      // A database that is away comes back; when it does not, the flow is stuck.
      failure = error;
    }
    if (claims && claims.received >= received && claims.inFlight === 0) return claims;
    const now = claims ? JSON.stringify(claims) : last;
    if (now !== last) movedAt = performance.now();
    last = now;
    if (performance.now() - movedAt > stuckAfterMs) {
      throw failure ?? new Error(`Nothing has moved for ${stuckAfterMs / 1000} s: ${last}`);
    }
    await sleep(100);
  }
}

/** What else to expect of a flow than that all of it arrives but what is filtered. */
export interface Expectations {
  readonly expected?: Expected;
  readonly rejected?: number;
  /** Part of the records that may reach the destination more than once. */
  readonly mostRedelivered?: number;
  /** False: some records came late on purpose, after a person had repaired what held them up. */
  readonly inOrder?: boolean;
}

/** Compares what was emitted, what the product claims and what the ledger's file proves. */
export async function judge(
  stage: Stage,
  product: Product,
  flow: TestFlow,
  emitter: Emitter,
  { expected, inOrder = true, mostRedelivered = 0.01, rejected = 0 }: Expectations = {},
): Promise<Finding[]> {
  const claims = await untilSettled(product, flow, emitter.accepted);
  const evidence = await readEvidence(stage.ledger, flow.book, emitter, expected);
  const sums = await readSums(product, flow.id);
  for (const line of sums.rejections) stage.say(`rejected: ${line}`);
  for (const ref of evidence.doubledRefs) stage.say(`done twice: ${ref}`);
  return [
    exactly("lost", evidence.lost, 0),
    exactly("received", claims.received, emitter.accepted),
    exactly("delivered", claims.done, evidence.delivered),
    exactly(
      "received − delivered − filtered − rejected",
      claims.received - claims.done - claims.filtered - claims.rejected,
      0,
    ),
    exactly("rejected", claims.rejected, rejected),
    exactly("records unaccounted for in the queue", sums.difference, 0),
    exactly("owed without an open outcome", sums.owedDifference, 0),
    exactly("double effects", evidence.doubled, 0),
    exactly("arrivals nobody emitted", evidence.foreign, 0),
    ...(inOrder ? [exactly("first arrivals out of order", evidence.outOfOrder, 0)] : []),
    exactly("final states overwritten", sums.overwritten, 0),
    atMost(
      "redelivered",
      (100 * evidence.redelivered) / Math.max(1, evidence.delivered),
      100 * mostRedelivered,
      " %",
    ),
  ];
}

/** What the product's own tables say, all of one moment. */
export async function readSums(product: Product, flowId: string) {
  const database = openDatabase(await product.databaseUrl(), { max: 1, applicationName: "fault test" });
  try {
    const { difference, owedDifference } = await readConservation(database, flowId);
    const [row] = await database.$client<{ overwritten: number }[]>`
      select count(*)::int as overwritten from record_log final join record_log later
        on later.flow_id = final.flow_id and later.record_id = final.record_id and later.id > final.id
      where final.flow_id = ${flowId} and final.state not in ('retrying', 'unknown', 'rejected')`;
    const rejected = await database.$client<{ text: string }[]>`
      select key || ' ' || error_code || ' at ' || error_node || ': ' || error_message as text from record_log
      where flow_id = ${flowId} and state = 'rejected' and latest order by id limit 10`;
    const rejections = rejected.map((one) => one.text);
    return { difference, owedDifference, overwritten: row?.overwritten ?? -1, rejections };
  } finally {
    await database.end();
  }
}
