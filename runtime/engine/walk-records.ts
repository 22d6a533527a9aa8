import type { Effects } from "@trasvase/shared/effects.ts";
import { type Outcome, type OutcomeKind, worseKind } from "@trasvase/shared/outcome.ts";
import type { PlanStep } from "@trasvase/shared/plan.ts";
import { type OpenPlan, type Pass, walk } from "@trasvase/shared/walk.ts";
import { type QueuedRecord, walkTime } from "./source-records.ts";

/** Where one path of a record ended. */
export interface RecordLeaf {
  readonly recordId: string;
  readonly outcome: Outcome;
}

/** A source record with all its leaves and its state, the worst of them. */
export interface WalkedRecord {
  readonly record: QueuedRecord;
  readonly leaves: readonly RecordLeaf[];
  readonly state: OutcomeKind;
}

/** Walks source records. Those that were refused when they were read end at the source; the others are walked together. */
export async function walkRecords(
  opened: OpenPlan,
  records: readonly QueuedRecord[],
  effects: Effects,
  observe?: (pass: Pass, record: QueuedRecord) => void,
): Promise<readonly WalkedRecord[]> {
  const walkable = records.filter((record) => !record.refused);
  const watch =
    observe &&
    ((pass: Pass) => {
      const record = walkable[pass.origin];
      if (record) observe(pass, record);
    });
  const walked =
    walkable.length === 0
      ? { leaves: [] }
      : await walk(opened, walkable, {
          at: walkable.map(walkTime),
          effects,
          ...(watch ? { observe: watch, clock: () => performance.now() } : {}),
        });
  const leaves = new Map<QueuedRecord, RecordLeaf[]>();
  for (const { origin, outcome, recordId } of walked.leaves) {
    const record = walkable[origin];
    if (!record) continue;
    const own = leaves.get(record);
    if (own) own.push({ recordId, outcome });
    else leaves.set(record, [{ recordId, outcome }]);
  }
  return records.map((record) => {
    if (!record.refused) return withState(record, leaves.get(record) ?? []);
    const refused = refusedLeaf(opened.plan.source, record);
    observe?.(refusedPass(opened.plan.source, record, refused), record);
    return withState(record, [refused]);
  });
}

/** A walked record with its state counted anew. */
export function withState(record: QueuedRecord, leaves: readonly RecordLeaf[]): WalkedRecord {
  const state = leaves.reduce<OutcomeKind>((worst, leaf) => worseKind(worst, leaf.outcome.kind), "filtered");
  return { record, leaves, state };
}

function refusedLeaf(source: PlanStep, record: QueuedRecord): RecordLeaf {
  const { code, message } = record.refused ?? { code: "refused", message: "The source refused this record." };
  return { recordId: record.id, outcome: { kind: "rejected", node: source.name, code, message } };
}

function refusedPass(source: PlanStep, record: QueuedRecord, leaf: RecordLeaf): Pass {
  return {
    origin: 0,
    recordId: record.id,
    step: source,
    input: record.data,
    outputs: [],
    verdicts: [],
    outcome: leaf.outcome,
    provisional: false,
    durationMs: 0,
  };
}

/** Names the place of a leaf the way arrivals are named. */
export function leafPlace(leaf: RecordLeaf): string {
  return `${leaf.recordId}/${leaf.outcome.node}`;
}
