import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import type { Outcome, OutcomeKind } from "@trasvase/shared/outcome.ts";

type WithTarget = "created" | "updated" | "unchanged" | "skipped";

/** Key of the sentence that tells what became of a record. */
export type StoryKey = OutcomeKind | `${WithTarget}As`;

/** The sentence to tell and the ending it is about: the worst, and among equals the one that knows its target. */
export function storyOf(record: Pick<RecordDetail, "outcome" | "leaves" | "message" | "node">): {
  readonly key: StoryKey;
  readonly outcome: Outcome | undefined;
} {
  const worst = record.leaves.filter((leaf) => leaf.outcome.kind === record.outcome);
  const leaf = worst.find((one) => one.outcome.target) ?? worst[0];
  const outcome = leaf?.outcome ?? { kind: record.outcome, node: record.node, message: record.message };
  const { kind } = outcome;
  const key = outcome.target && hasTargetSentence(kind) ? (`${kind}As` as const) : kind;
  return { key, outcome };
}

function hasTargetSentence(kind: OutcomeKind): kind is WithTarget {
  return kind === "created" || kind === "updated" || kind === "unchanged" || kind === "skipped";
}
