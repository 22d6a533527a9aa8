import type { FoundRecord, OutgoingRequest, Reader } from "@trasvase/shared/connector.ts";
import type { Arrival, Delivered, DryRun, Ending } from "@trasvase/shared/effects.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { type Bulk, type Candidate, makeCandidates, takeWave } from "./candidates.ts";
import { type Decision, decide } from "./decide.ts";
import { canFind, writeIntentOf } from "./deliver.ts";
import type { Links } from "./links.ts";
import { ambiguous, asTrouble, endingOfTrouble, type Found, findMatches } from "./matching.ts";
import { changedFields } from "./record-fields.ts";
import { overlay } from "./stored-effects.ts";

/** What a dry delivery needs of the world. There is no writer in it, and nothing that could open one. */
export interface DryAccess {
  readonly links: Links;
  reader(connection: string): Promise<Reader>;
  readonly signal: AbortSignal;
  /** What earlier arrivals of the same source record would have made, by target and match value. */
  readonly made: Map<string, FoundRecord>;
}

/** Says for each arrival what live mode would do, and the exact request. */
export async function deliverDry(
  access: DryAccess,
  bulk: Bulk,
  arrivals: readonly Arrival[],
): Promise<readonly Delivered[]> {
  const answers: (Delivered | undefined)[] = arrivals.map(() => undefined);
  const waiting = makeCandidates(bulk, arrivals, (index, outcome) => {
    answers[index] = refused(outcome, bulk, arrivals[index]);
  });
  while (waiting.length > 0) await deliverWave(access, bulk, takeWave(waiting), answers);
  return answers.map((answer) => {
    if (!answer) throw new Error(`An arrival at "${bulk.step.name}" was left without an answer.`);
    return answer;
  });
}

async function deliverWave(
  access: DryAccess,
  bulk: Bulk,
  wave: readonly Candidate[],
  answers: (Delivered | undefined)[],
): Promise<void> {
  const keys = wave.map((candidate) => candidate.arrival.key);
  const links = bulk.terms.match.length > 0 ? await access.links.find(bulk.terms, keys) : new Map();
  const reader = await openReader(access, bulk);
  if ("kind" in reader) {
    for (const { index, arrival } of wave) answers[index] = refused(reader, bulk, arrival);
    return;
  }
  const found = await lookFor(access, bulk, reader, wave);
  wave.forEach((candidate, place) => {
    const matched = foundOrMade(access, bulk, candidate, found[place]);
    if (matched !== null && matched !== undefined && "kind" in matched) {
      answers[candidate.index] = refused(matched, bulk, candidate.arrival);
      return;
    }
    const { arrival, sentHash } = candidate;
    const decision = decide(bulk.terms, {
      data: arrival.data,
      sentHash,
      deleted: arrival.source.deleted,
      link: links.get(arrival.key),
      found: matched,
    });
    answers[candidate.index] = answer(access, bulk, {
      candidate,
      decision,
      matched: matched ?? null,
      reader,
    });
  });
}

async function openReader(access: DryAccess, bulk: Bulk): Promise<Reader | Ending> {
  try {
    return await access.reader(bulk.terms.connection);
  } catch (error) {
    return endingOfTrouble(asTrouble(error, access.signal));
  }
}

async function lookFor(
  access: DryAccess,
  bulk: Bulk,
  reader: Reader,
  wave: readonly Candidate[],
): Promise<readonly (Found | undefined)[]> {
  const values = wave.flatMap((candidate) => (candidate.match ? [candidate.match.values] : []));
  if (values.length === 0 || !canFind(bulk)) return wave.map(() => undefined);
  const { resource, options, match } = bulk.terms;
  return await findMatches(reader, { resource, options, fields: match }, values, access.signal);
}

function madeName(bulk: Bulk, candidate: Candidate): string {
  const { connection, resource } = bulk.terms;
  return [candidate.arrival.source.id, connection, resource, candidate.match?.text ?? ""].join("\n");
}

function foundOrMade(
  access: DryAccess,
  bulk: Bulk,
  candidate: Candidate,
  found: Found | undefined,
): FoundRecord | null | undefined | Ending {
  if (!found) return undefined;
  switch (found.kind) {
    case "one":
      return found.record;
    case "none":
      return access.made.get(madeName(bulk, candidate)) ?? null;
    case "many":
      return ambiguous(
        bulk.terms.resource,
        { fields: bulk.terms.match },
        candidate.match?.values ?? [],
        found.count,
      );
    default:
      return found.outcome;
  }
}

interface Answering {
  readonly candidate: Candidate;
  readonly decision: Decision;
  readonly matched: FoundRecord | null;
  readonly reader: Reader;
}

function answer(
  access: DryAccess,
  bulk: Bulk,
  { candidate, decision, matched, reader }: Answering,
): Delivered {
  const { arrival } = candidate;
  const { resource } = bulk.terms;
  const intent = writeIntentOf(bulk, arrival, decision);
  const requests: readonly OutgoingRequest[] = intent ? reader.describe(intent) : [];
  const dryRun: DryRun = {
    decision: decision.does,
    reason: decision.reason,
    matched,
    match: matchShown(bulk, candidate),
    requests,
    changes:
      matched && decision.does !== "create" ? changedFields(intent?.data ?? arrival.data, matched.data) : [],
  };
  switch (decision.does) {
    case "create": {
      const target = overlay(arrival.data, reader.placeholders(resource));
      const id = `new ${resource}`;
      // Live mode would find what this one made.
      if (candidate.match && typeof target === "object" && target !== null && !Array.isArray(target)) {
        access.made.set(madeName(bulk, candidate), { id, data: target as FoundRecord["data"] });
      }
      return {
        outcome: { kind: "created", message: `Would be created. ${decision.reason}` },
        target,
        provisional: true,
        dryRun,
      };
    }
    case "update": {
      const target: Json = overlay(overlay(decision.target.data, intent?.data ?? arrival.data), {});
      const outcome = {
        kind: "updated" as const,
        message: `Would be updated. ${decision.reason}`,
        target: { resource, id: decision.target.id },
      };
      return { outcome, target, dryRun };
    }
    case "reject":
      return { outcome: { kind: "rejected", code: decision.code, message: decision.reason }, dryRun };
    default: {
      const { target } = decision;
      const outcome: Ending = {
        kind: decision.does === "skip" ? "skipped" : "unchanged",
        message: decision.reason,
        ...(target ? { target: { resource, id: target.id } } : {}),
      };
      return {
        outcome,
        ...(target && Object.keys(target.data).length > 0 ? { target: target.data } : {}),
        dryRun,
      };
    }
  }
}

function matchShown(bulk: Bulk, candidate: Candidate): DryRun["match"] {
  return bulk.terms.match.map((field, index) => ({ field, value: candidate.match?.values[index] ?? null }));
}

function refused(outcome: Ending, bulk: Bulk, arrival: Arrival | undefined): Delivered {
  const decision = outcome.kind === "rejected" ? { decision: "reject" as const } : undefined;
  if (!decision || !arrival) return { outcome };
  return {
    outcome,
    dryRun: {
      ...decision,
      reason: outcome.message,
      matched: null,
      match: bulk.terms.match.map((field) => ({ field, value: null })),
      requests: [],
      changes: [],
    },
  };
}
