import type { FlowTerms } from "@trasvase/db/queries/find-flow-terms.ts";
import type { OwedDelivery, OwedRecord } from "@trasvase/db/queries/keep-owed.ts";
import { storableText } from "@trasvase/db/storable-text.ts";
import type { Ending } from "@trasvase/shared/effects.ts";
import { isFinal, type Outcome } from "@trasvase/shared/outcome.ts";
import { quotaCode } from "@trasvase/shared/quota.ts";
import { backOff } from "./back-off.ts";
import type { Engine, EngineLimits } from "./engine.ts";
import { heldCapCode, heldFirstCode, isHeld } from "./held.ts";
import { sealPayload } from "./payload.ts";
import type { RecordToSettle } from "./settlement.ts";
import type { TracingEffects } from "./stored-effects.ts";
import { leafPlace } from "./walk-records.ts";

/** The sealed halves of an owed record, and its deliveries. */
export interface OwedSeal {
  readonly payload: Uint8Array;
  readonly effects: Uint8Array;
  readonly dataKeyId: number;
  readonly deliveries: readonly OwedDelivery[];
}

/** Whether something is still to be done for a record. */
export function isOwed(record: RecordToSettle): boolean {
  return record.leaves.some((leaf) => !isFinal(leaf.outcome.kind));
}

/** Codes of waits that are nobody's failure: they do not count as tries, and the wait does not grow. */
const patient = new Set(["same-match", "waits", quotaCode, heldFirstCode, heldCapCode]);

/** Turns the outcome of what was tried too often into a rejection: a person has to look. */
export function giveUpAfter<Tried extends Ending>(
  limits: Pick<EngineLimits, "mostTries">,
  outcome: Tried,
  tries: number,
): Tried {
  if (outcome.kind !== "retrying" || tries < limits.mostTries || patient.has(outcome.code ?? ""))
    return outcome;
  const { retryAfterMs: _, ...rest } = outcome;
  const message = `Tried ${tries} times without success; the last answer: ${outcome.message} Retry it when the cause is gone.`;
  // Only the time of the next try is gone, and that is optional.
  return { ...(rest as Tried), kind: "rejected", code: "gave-up", message };
}

/** A door at which the last of too many tries is a rejection already, so that the record leaves by *failed* where that is connected. */
export function withLastTries(
  door: TracingEffects,
  limits: Pick<EngineLimits, "mostTries">,
  tries: ReadonlyMap<string, number>,
): TracingEffects {
  return {
    ...door,
    async deliver(step, terms, arrivals) {
      const delivered = await door.deliver(step, terms, arrivals);
      return delivered.map((one, index) => {
        const before = tries.get(arrivals[index]?.id ?? "") ?? 0;
        return { ...one, outcome: giveUpAfter(limits, one.outcome, before + 1) };
      });
    },
  };
}

/** Seals what owed records need to go on. Before the transaction: it takes time. */
export async function sealOwed(
  engine: Engine,
  flow: FlowTerms,
  records: readonly RecordToSettle[],
): Promise<ReadonlyMap<string, OwedSeal>> {
  const seals = new Map<string, OwedSeal>();
  for (const record of records) {
    const text = JSON.stringify(record.record);
    const sealed = await sealPayload(engine, flow, { kind: "owed", life: "owed", text });
    const effects = await sealPayload(engine, flow, {
      kind: "effects",
      life: "owed",
      text: JSON.stringify(record.effects),
    });
    if (effects.dataKeyId !== sealed.dataKeyId) {
      // Midnight fell between the two; one row has one key.
      return await sealOwed(engine, flow, records);
    }
    seals.set(record.record.id, {
      payload: sealed.payload,
      effects: effects.payload,
      dataKeyId: sealed.dataKeyId,
      deliveries: deliveriesOf(engine, flow, record),
    });
  }
  return seals;
}

/** The rows of an owed record. */
export function owedOf(
  record: RecordToSettle,
  seals: ReadonlyMap<string, OwedSeal>,
  log: OwedRecord["log"],
): OwedRecord {
  const seal = seals.get(record.record.id);
  if (!seal) throw new Error(`The owed record ${record.record.id} was not sealed.`);
  return {
    ...seal,
    recordId: record.record.id,
    runId: record.runId,
    version: record.version,
    key: record.record.key,
    label: record.record.label === undefined ? null : storableText(record.record.label, 200),
    attempts: (record.before?.attempts ?? 0) + 1,
    begun: record.leaves.some((leaf) => leaf.outcome.kind === "unknown") ? record.begun : 0,
    log,
  };
}

function deliveriesOf(engine: Engine, flow: FlowTerms, record: RecordToSettle): OwedDelivery[] {
  return record.leaves
    .filter((leaf) => !isFinal(leaf.outcome.kind))
    .map((leaf) => {
      const { outcome } = leaf;
      const arrival = leafPlace(leaf);
      const effect = record.effects.find((one) => one.does === "deliver" && one.place === arrival);
      const before = record.before?.tries.get(arrival) ?? 0;
      const wasHeld = record.before?.held.has(arrival) === true;
      const tries = wasHeld || patient.has(outcome.code ?? "") ? Math.max(before, 1) : before + 1;
      return {
        arrival,
        node: outcome.node,
        connection: effect?.connection ?? null,
        resource: effect?.resource ?? null,
        state: record.waits ? "waiting" : stateOf(outcome),
        dueInMs: record.waits ? null : dueIn(engine, outcome, tries, wasHeld),
        attempts: tries,
        errorCode: outcome.code ?? null,
        errorMessage: storableText(outcome.message, 2000),
        errorFingerprint: outcome.kind === "rejected" ? fingerprintOf(outcome) : null,
        expireInDays: outcome.kind === "rejected" ? flow.expireAfterDays : null,
      };
    });
}

function stateOf(outcome: Outcome): OwedDelivery["state"] {
  if (isHeld(outcome)) return "held";
  if (outcome.kind === "unknown") return "unknown";
  return outcome.kind === "rejected" ? "rejected" : "retrying";
}

function dueIn(engine: Engine, outcome: Outcome, tries: number, wasHeld: boolean): number | null {
  if (outcome.kind === "rejected" || isHeld(outcome)) return null;
  const asked = outcome.retryAfterMs ?? 0;
  const isExact = wasHeld || outcome.kind === "unknown" || patient.has(outcome.code ?? "");
  return isExact ? asked : backOff(engine.limits, tries, asked);
}

/** Equal fingerprints are one problem in lists: the step and the kind of trouble, not the values of a record. */
export function fingerprintOf(outcome: Outcome): string {
  return storableText(
    `${outcome.node}:${outcome.code ?? "rejected"}${outcome.field ? `:${outcome.field}` : ""}`,
    200,
  );
}
