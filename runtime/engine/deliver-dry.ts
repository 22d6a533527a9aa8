import type { FoundRecord, Reader } from "@trasvase/shared/connector.ts";
import type { Arrival, Delivered, DryRun, Ending } from "@trasvase/shared/effects.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { type Bulk, type Candidate, makeCandidates, takeWave } from "./candidates.ts";
import { type Decision, decide, type KnownLink, updateBody } from "./decide.ts";
import { canFind } from "./deliver.ts";
import type { Links } from "./links.ts";
import { ambiguous, asTrouble, endingOfTrouble, type Found, findMatches } from "./matching.ts";
import { describeDecision, describeWrites } from "./preview-requests.ts";
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
    answers[index] = refused(outcome, bulk);
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
  const links: ReadonlyMap<string, KnownLink> =
    bulk.terms.match.length > 0 ? await access.links.find(bulk.terms, keys) : new Map();
  const reader = await openReader(access, bulk);
  if ("kind" in reader) {
    for (const { index, match } of wave) answers[index] = refused(reader, bulk, match?.values);
    return;
  }
  const found = await lookFor(access, bulk, reader, wave);
  wave.forEach((candidate, place) => {
    const sought = found[place];
    const matched = foundOrMade(access, bulk, candidate, sought);
    if (matched !== null && matched !== undefined && "kind" in matched) {
      const count = sought?.kind === "many" ? sought.count : undefined;
      answers[candidate.index] = refused(matched, bulk, candidate.match?.values, count);
      return;
    }
    const { arrival, sentHash } = candidate;
    const link = links.get(arrival.key);
    const decision = decide(bulk.terms, {
      data: arrival.data,
      sentHash,
      deleted: arrival.source.deleted,
      link,
      found: matched,
    });
    answers[candidate.index] = answer(access, bulk, {
      candidate,
      decision,
      matched: matched ?? null,
      found: sought && (matched ? 1 : 0),
      linked: link?.targetId,
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
  readonly found: number | undefined;
  readonly linked: string | undefined;
  readonly reader: Reader;
}

function answer(access: DryAccess, bulk: Bulk, answering: Answering): Delivered {
  const { candidate, decision, matched, found, linked, reader } = answering;
  const { arrival } = candidate;
  const { resource } = bulk.terms;
  const target = "target" in decision ? (decision.target ?? null) : null;
  const decided = describeDecision(bulk, reader, arrival, decision);
  const dryRun: DryRun = {
    decision: decided.refused === undefined ? decision.does : "reject",
    reason: decided.refused ?? decision.reason,
    matched,
    match: matchShown(bulk, candidate.match?.values),
    found,
    linked,
    requests: decided.requests,
    writes: describeWrites(bulk, reader, arrival, matched ?? target),
    changes: matched ? changesIn(bulk, arrival.data, matched) : [],
  };
  if (decided.refused !== undefined) {
    return { outcome: { kind: "rejected", code: "refused", message: decided.refused }, dryRun };
  }
  switch (decision.does) {
    case "create": {
      const made = overlay(arrival.data, reader.placeholders(resource));
      // Live mode would find what this one made.
      if (candidate.match && isJsonObject(made)) {
        access.made.set(madeName(bulk, candidate), { id: `new ${resource}`, data: made });
      }
      return {
        outcome: { kind: "created", message: `Would be created. ${decision.reason}` },
        target: made,
        provisional: true,
        dryRun,
      };
    }
    case "update": {
      const sent = updateBody(arrival.data, bulk.terms);
      const outcome = {
        kind: "updated" as const,
        message: `Would be updated. ${decision.reason}`,
        target: { resource, id: decision.target.id },
      };
      return { outcome, target: overlay(decision.target.data, sent), dryRun };
    }
    case "reject":
      return { outcome: { kind: "rejected", code: decision.code, message: decision.reason }, dryRun };
    default: {
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

/** What differs in the target: what an update sends, and what it leaves alone because only a create sends it. */
function changesIn(bulk: Bulk, data: Json, matched: FoundRecord): DryRun["changes"] {
  const sent = changedFields(updateBody(data, bulk.terms), matched.data);
  const paths = new Set(sent.map((change) => change.path));
  const left = changedFields(data, matched.data).filter((change) => !paths.has(change.path));
  return [...sent, ...left.map((change) => ({ ...change, createOnly: true }))];
}

function matchShown(bulk: Bulk, values: readonly Json[] | undefined): DryRun["match"] {
  return bulk.terms.match.map((field, index) => ({ field, value: values?.[index] ?? null }));
}

/** An arrival that is refused before anything is decided: no match value, no answer of the system, several matches. */
function refused(outcome: Ending, bulk: Bulk, values?: readonly Json[], found?: number): Delivered {
  if (outcome.kind !== "rejected") return { outcome };
  return {
    outcome,
    dryRun: {
      decision: "reject",
      reason: outcome.message,
      matched: null,
      match: matchShown(bulk, values),
      found,
      linked: undefined,
      requests: [],
      writes: {},
      changes: [],
    },
  };
}
