import type { FoundRecord, Reader, WriteIntent } from "@trasvase/shared/connector.ts";
import type { Arrival, Ending } from "@trasvase/shared/effects.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { OutcomeKind } from "@trasvase/shared/outcome.ts";
import type { Admission } from "./admission.ts";
import { type Bulk, type Candidate, makeCandidates, takeWave } from "./candidates.ts";
import { type Decision, decide, type KnownLink, updateBody } from "./decide.ts";
import type { Links } from "./links.ts";
import { ambiguous, asTrouble, endingOfTrouble, type Found, findMatches } from "./matching.ts";
import type { DeliveredWithTrace } from "./stored-effects.ts";
import { type IntentAccess, intentOf, type Taken, takeIntents } from "./take-intents.ts";
import { settleUnknown } from "./unknown.ts";
import type { WriteCalls } from "./write-calls.ts";

/** What delivering needs of the world. */
export interface DeliveryAccess extends IntentAccess {
  readonly links: Links;
  readonly writes: WriteCalls;
  reader(connection: string): Promise<Reader>;
  /** Whether some expression reads this step's record, so that it must be looked up even when nothing is sent. */
  needsTarget(step: string): boolean;
  /** How often an unknown outcome was looked into already, by arrival id. */
  looksInto(arrival: string): number;
  readonly callTimeoutMs: number;
  readonly signal: AbortSignal;
  /** Says which decided writes may leave; left out: all. */
  readonly admission?: Admission | undefined;
}

type Answers = (DeliveredWithTrace | undefined)[];

/** Matches, decides and writes one bulk of arrivals; one answer each, in order. Throws only for a stop of the whole walk. */
export async function deliver(
  access: DeliveryAccess,
  bulk: Bulk,
  arrivals: readonly Arrival[],
): Promise<readonly DeliveredWithTrace[]> {
  const answers: Answers = arrivals.map(() => undefined);
  const waiting = makeCandidates(bulk, arrivals, (index, outcome) => {
    answers[index] = { outcome };
  });
  while (waiting.length > 0) {
    const wave = takeWave(waiting);
    const again = await deliverWave(access, bulk, wave, answers);
    waiting.unshift(...again);
  }
  return answers.map((answer) => {
    if (!answer) throw new Error(`An arrival at "${bulk.step.name}" was left without an answer.`);
    return answer;
  });
}

/** Answers a wave; gives back the candidates whose target turned out to be gone, to be decided once more without their link. */
async function deliverWave(
  access: DeliveryAccess,
  bulk: Bulk,
  wave: readonly Candidate[],
  answers: Answers,
): Promise<Candidate[]> {
  const links = await linksOf(access, bulk, wave);
  const open = wave.filter((candidate) => {
    const early = decideUnread(access, bulk, candidate, links.get(candidate.arrival.key));
    if (early) answers[candidate.index] = early;
    return !early;
  });
  const upserted: Decided[] = [];
  const sought: Candidate[] = [];
  for (const candidate of open) {
    if (canUpsert(bulk, candidate.arrival)) upserted.push({ candidate, link: undefined, decision: upsert });
    else sought.push(candidate);
  }
  const taken = await takeIntents(access, bulk, sought, ({ index }, outcome) => {
    answers[index] = { outcome };
  });
  const found = await lookFor(
    access,
    bulk,
    taken.map((one) => one.candidate),
  );
  const decided: Decided[] = [];
  taken.forEach((one, index) => {
    const link = links.get(one.candidate.arrival.key);
    const answer = answerOrDecision(access, bulk, { ...one, link, found: found[index] });
    if ("outcome" in answer) answers[one.candidate.index] = answer;
    else decided.push({ candidate: one.candidate, link, decision: answer });
  });
  const writes = decided.filter(({ candidate, decision, link }) => {
    const answer = answerUnwritten(bulk, decision);
    if (!answer) return true;
    rememberMatch(access, bulk, candidate, decision, link);
    answers[candidate.index] = answer;
    return false;
  });
  return await write(access, bulk, await admitted(access, [...upserted, ...writes], answers), answers);
}

/** The decided writes that may leave; the others are held and answered. */
async function admitted(
  access: DeliveryAccess,
  decided: readonly Decided[],
  answers: Answers,
): Promise<readonly Decided[]> {
  if (!access.admission || decided.length === 0) return decided;
  const held = await access.admission.admit(
    decided.map(({ candidate, decision }) => ({
      arrival: candidate.arrival,
      isCreate: decision.does === "create",
    })),
  );
  return decided.filter(({ candidate }, index) => {
    const outcome = held[index];
    if (outcome) answers[candidate.index] = { outcome };
    return outcome === undefined;
  });
}

/**
 * Whether the system itself settles, in one atomic step, if a record is there: then nobody looks first, no lock is needed, and sending it
 * again is harmless. What is decided by what is there has to look.
 */
function canUpsert({ resource, terms }: Bulk, arrival: Arrival): boolean {
  return (
    resource?.upserts === true &&
    terms.match.length > 0 &&
    terms.onExisting === "update" &&
    terms.onMissing === "create" &&
    terms.compare === "sent" &&
    terms.createOnly.length === 0 &&
    !arrival.source.deleted
  );
}

const upsert: Decision = {
  does: "create",
  reason: "It is created, or updated where it is there already.",
  upsert: true,
};

/** A candidate with what was decided for it. */
interface Decided {
  readonly candidate: Candidate;
  readonly link: KnownLink | undefined;
  readonly decision: Decision;
}

async function linksOf(
  access: DeliveryAccess,
  bulk: Bulk,
  wave: readonly Candidate[],
): Promise<ReadonlyMap<string, KnownLink>> {
  if (bulk.terms.match.length === 0) return new Map();
  return await access.links.find(
    bulk.terms,
    wave.map((candidate) => candidate.arrival.key),
  );
}

/** What can be said without asking the target at all. */
function decideUnread(
  access: DeliveryAccess,
  bulk: Bulk,
  candidate: Candidate,
  link: KnownLink | undefined,
): DeliveredWithTrace | undefined {
  const needsTarget = access.needsTarget(bulk.step.name) && candidate.match !== undefined;
  if (needsTarget || access.looksInto(candidate.arrival.id) > 0) return undefined;
  const decision = decide(bulk.terms, situationOf(candidate, link, undefined));
  const isUnread =
    decision.does === "unchanged" || (decision.does === "skip" && candidate.arrival.source.deleted);
  return isUnread ? answerUnwritten(bulk, decision) : undefined;
}

function situationOf(
  candidate: Candidate,
  link: KnownLink | undefined,
  found: FoundRecord | null | undefined,
) {
  const { arrival, sentHash } = candidate;
  return { data: arrival.data, sentHash, deleted: arrival.source.deleted, link, found };
}

async function lookFor(
  access: DeliveryAccess,
  bulk: Bulk,
  candidates: readonly Candidate[],
): Promise<readonly (Found | undefined)[]> {
  const values = candidates.flatMap((candidate) => (candidate.match ? [candidate.match.values] : []));
  if (values.length === 0 || !canFind(bulk)) return candidates.map(() => undefined);
  const { resource, options, match } = bulk.terms;
  try {
    const reader = await access.reader(bulk.terms.connection);
    return await findMatches(reader, { resource, options, fields: match }, values, access.signal);
  } catch (error) {
    const outcome = endingOfTrouble(asTrouble(error, access.signal));
    return candidates.map(() => ({ kind: "failed", outcome }));
  }
}

/** Whether the system can be searched at all. A file cannot. */
export function canFind(bulk: Bulk): boolean {
  return bulk.resource === undefined || bulk.resource.match === "any" || bulk.resource.match.length > 0;
}

function answerOrDecision(
  access: DeliveryAccess,
  bulk: Bulk,
  one: Taken & { readonly link: KnownLink | undefined; readonly found: Found | undefined },
): DeliveredWithTrace | Decision {
  const { candidate, found, link } = one;
  if (found?.kind === "failed") return { outcome: found.outcome };
  if (found?.kind === "many") {
    const values = candidate.match?.values ?? [];
    return { outcome: ambiguous(bulk.terms.resource, { fields: bulk.terms.match }, values, found.count) };
  }
  const record = found?.kind === "one" ? found.record : found && null;
  if (one.settleInMs !== undefined) {
    const settled = settleUnknown(bulk, candidate.arrival, {
      settleInMs: one.settleInMs,
      looks: access.looksInto(candidate.arrival.id),
      lookAgainMs: access.callTimeoutMs,
      found: record,
      link,
    });
    if (settled?.kind === "arrived") {
      const change = { targetId: settled.target.id, sentHash: candidate.sentHash };
      access.links.change({ target: bulk.terms, sourceKey: candidate.arrival.key, link: change });
      return { outcome: settled.outcome, target: settled.target.data };
    }
    const intent = intentOf(bulk, candidate);
    if (intent && settled?.outcome.kind === "unknown") access.intents.doubt(intent);
    if (settled) return { outcome: settled.outcome };
  }
  return decide(bulk.terms, situationOf(candidate, link, record));
}

/** The answer of a decision that writes nothing. */
function answerUnwritten(bulk: Bulk, decision: Decision): DeliveredWithTrace | undefined {
  switch (decision.does) {
    case "unchanged":
    case "skip": {
      const { target } = decision;
      const outcome: Ending = {
        kind: decision.does === "skip" ? "skipped" : "unchanged",
        message: decision.reason,
        ...(target ? { target: { resource: bulk.terms.resource, id: target.id } } : {}),
      };
      const known = target && Object.keys(target.data).length > 0 ? { target: target.data } : {};
      return { outcome, ...known };
    }
    case "reject":
      return { outcome: { kind: "rejected", code: decision.code, message: decision.reason } };
    default:
      return undefined;
  }
}

/** A match found without a link makes one, so that the next time nobody has to look. Nothing was sent, so nothing is known to be equal. */
function rememberMatch(
  access: DeliveryAccess,
  bulk: Bulk,
  candidate: Candidate,
  decision: Decision,
  link: KnownLink | undefined,
): void {
  if (!candidate.match || link || (decision.does !== "unchanged" && decision.does !== "skip")) return;
  if (!decision.target) return;
  // What the target was seen to have already counts as sent.
  const sentHash = decision.does === "unchanged" ? candidate.sentHash : undefined;
  const change = { targetId: decision.target.id, sentHash };
  access.links.change({ target: bulk.terms, sourceKey: candidate.arrival.key, link: change });
}

function mayBeCreated(outcome: OutcomeKind | undefined): boolean {
  return outcome === "created" || outcome === "unknown";
}

/** The write that a decision asks for. */
export function writeIntentOf(bulk: Bulk, arrival: Arrival, decision: Decision): WriteIntent | undefined {
  const { match, options, resource } = bulk.terms;
  const write = { id: arrival.id, resource, options, ...(match.length === 0 ? {} : { match }) };
  if (decision.does === "create") {
    return { ...write, action: "create", data: arrival.data, ...(decision.upsert ? { upsert: true } : {}) };
  }
  if (decision.does !== "update") return undefined;
  const data: Json = updateBody(arrival.data, bulk.terms);
  return { ...write, action: "update", data, target: decision.target };
}

function isUpsert(decision: Decision): boolean {
  return decision.does === "create" && decision.upsert === true;
}

async function write(
  access: DeliveryAccess,
  bulk: Bulk,
  decided: readonly Decided[],
  answers: Answers,
): Promise<Candidate[]> {
  const intents = decided.flatMap(
    ({ candidate, decision }) => writeIntentOf(bulk, candidate.arrival, decision) ?? [],
  );
  if (intents.length === 0) return [];
  await access.intents.send(
    decided.flatMap(({ candidate, decision }) =>
      isUpsert(decision) ? [] : (intentOf(bulk, candidate) ?? []),
    ),
  );
  const results = await access.writes.write(bulk, intents);
  await access.admission?.giveBack(
    decided.flatMap(({ candidate, decision }, index) =>
      decision.does === "create" && !mayBeCreated(results[index]?.delivered.outcome.kind)
        ? [candidate.arrival]
        : [],
    ),
  );
  const again: Candidate[] = [];
  decided.forEach(({ candidate, decision }, index) => {
    const result = results[index];
    const end = { target: bulk.terms, sourceKey: candidate.arrival.key };
    if (result?.goneTarget && decision.does === "update" && decision.byLink) {
      access.links.change({ ...end, link: undefined });
      again.push(candidate);
      return;
    }
    if (!result) throw new Error(`A write at "${bulk.step.name}" was not answered.`);
    if (result.writtenId !== undefined && candidate.match) {
      access.links.change({ ...end, link: { targetId: result.writtenId, sentHash: candidate.sentHash } });
    }
    const intent = isUpsert(decision) ? undefined : intentOf(bulk, candidate);
    if (intent && result.delivered.outcome.kind === "unknown") access.intents.doubt(intent);
    // Only when all of the arrival was sent can the target be derived again from it and the answer.
    const sentWhole = intents[index]?.data === candidate.arrival.data;
    const { returned: _, ...whole } = result.delivered;
    answers[candidate.index] = sentWhole ? result.delivered : whole;
  });
  return again;
}
