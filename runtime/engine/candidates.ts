import type { ResourceDefinition } from "@trasvase/shared/connector.ts";
import type { Arrival, Ending } from "@trasvase/shared/effects.ts";
import type { DestinationTerms } from "@trasvase/shared/node.ts";
import type { PlanStep } from "@trasvase/shared/plan.ts";
import { dataHash } from "./canonical.ts";
import { updateBody } from "./decide.ts";
import { type MatchValue, matchValueOf } from "./matching.ts";

/** One bulk of arrivals at one destination. */
export interface Bulk {
  readonly step: PlanStep;
  readonly terms: DestinationTerms;
  /** Undefined when the system does not describe it. */
  readonly resource: ResourceDefinition | undefined;
}

/** An arrival ready to be decided. */
export interface Candidate {
  /** Its place among the arrivals of the bulk. */
  readonly index: number;
  readonly arrival: Arrival;
  /** Undefined when the step has no match fields: then every record is written. */
  readonly match: MatchValue | undefined;
  /** Hash of what an update would send. */
  readonly sentHash: string;
}

/** Reads the match values. What has none is refused; `refuse` is told. */
export function makeCandidates(
  bulk: Bulk,
  arrivals: readonly Arrival[],
  refuse: (index: number, outcome: Ending) => void,
): Candidate[] {
  const { terms } = bulk;
  const candidates: Candidate[] = [];
  arrivals.forEach((arrival, index) => {
    const sentHash = terms.match.length > 0 ? dataHash(updateBody(arrival.data, terms)) : "";
    if (terms.match.length === 0) {
      candidates.push({ index, arrival, match: undefined, sentHash });
      return;
    }
    const match = matchValueOf(arrival.data, terms.match);
    if ("kind" in match) refuse(index, match);
    else candidates.push({ index, arrival, match, sentHash });
  });
  return candidates;
}

/**
 * Takes the candidates that can be handled together: the first of each match value. The rest waits for them, then looks again and
 * finds what they made.
 */
export function takeWave(waiting: Candidate[]): Candidate[] {
  const seen = new Set<string>();
  const wave: Candidate[] = [];
  const later: Candidate[] = [];
  for (const candidate of waiting) {
    const text = candidate.match?.text;
    if (text !== undefined && seen.has(text)) later.push(candidate);
    else wave.push(candidate);
    if (text !== undefined) seen.add(text);
  }
  waiting.length = 0;
  waiting.push(...later);
  return wave;
}
