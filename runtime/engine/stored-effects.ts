import type { OutgoingRequest } from "@trasvase/shared/connector.ts";
import type { Answer, Arrival, Delivered, Effects, Ending, Question } from "@trasvase/shared/effects.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import type { DestinationTerms, LookupTerms } from "@trasvase/shared/node.ts";
import type { PlanStep } from "@trasvase/shared/plan.ts";
import * as z from "zod";
import { contentHash, dataHash } from "./canonical.ts";

interface Stored {
  readonly connection: string;
  readonly resource: string;
  /** Stands for what was asked or sent, whatever the step is called. */
  readonly request: string;
  /** The record that asked and its step, or the id of the arrival. */
  readonly place: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The answer of a lookup that a record saw. */
export interface StoredAnswer extends Stored {
  readonly does: "look-up";
  readonly answer: Answer;
}

/** What became of an arrival of a record. */
export interface StoredDelivery extends Stored {
  readonly does: "deliver";
  readonly node: string;
  readonly outcome: Ending;
  /** The target's record; of a write only what the system returned, to be laid over what was sent. */
  readonly target?: Json;
  readonly overlay?: true;
  /** The request as it left, where the connector tells it. */
  readonly sent?: OutgoingRequest;
}

/** A call that left the process for one source record, with its answer: all that a replay needs. */
export type StoredEffect = StoredAnswer | StoredDelivery;

/** A delivery with what the store keeps of it besides what the walk sees. */
export interface DeliveredWithTrace extends Delivered {
  /** What the system returned for a write; `target` is this laid over what was sent. */
  readonly returned?: Json;
  readonly sent?: OutgoingRequest;
}

/** The live or absent side behind the stored effects; what it delivers may carry a trace. */
export interface TracingEffects extends Effects {
  deliver(
    step: PlanStep,
    terms: DestinationTerms,
    arrivals: readonly Arrival[],
  ): Promise<readonly DeliveredWithTrace[]>;
}

/** Effects of earlier walks that a record brings to this one. */
export interface GivenEffects {
  readonly effects: readonly StoredEffect[];
  /** True: of the same version, so an effect belongs to its place. False: found by what was asked, wherever it stands now. */
  readonly samePlaces: boolean;
  /** Arrivals that are not tried this time, by id, with what is said about them instead. */
  readonly held?: ReadonlyMap<string, Ending>;
}

/** The effects that each source record saw in one walk, in order. */
export class EffectBook {
  readonly #bySource = new Map<string, StoredEffect[]>();

  add(sourceId: string, effect: StoredEffect): void {
    const own = this.#bySource.get(sourceId);
    if (own) own.push(effect);
    else this.#bySource.set(sourceId, [effect]);
  }

  of(sourceId: string): readonly StoredEffect[] {
    return this.#bySource.get(sourceId) ?? [];
  }
}

/** Finds stored effects by place and request, or by request alone. Each is used once. */
class Shelf {
  readonly #exact = new Map<string, StoredEffect>();
  readonly #byRequest = new Map<string, StoredEffect[]>();
  readonly #used = new Set<StoredEffect>();
  readonly #samePlaces: boolean;

  constructor(given: GivenEffects) {
    this.#samePlaces = given.samePlaces;
    for (const effect of given.effects) {
      this.#exact.set(`${effect.place}\n${identity(effect)}`, effect);
      const alike = this.#byRequest.get(identity(effect));
      if (alike) alike.push(effect);
      else this.#byRequest.set(identity(effect), [effect]);
    }
  }

  take(wanted: Omit<Stored, "at"> & { readonly does: StoredEffect["does"] }): StoredEffect | undefined {
    const name = identity(wanted);
    const exact = this.#exact.get(`${wanted.place}\n${name}`);
    const found =
      exact ??
      (this.#samePlaces ? undefined : this.#byRequest.get(name)?.find((one) => !this.#used.has(one)));
    if (found) this.#used.add(found);
    return found;
  }
}

function identity(
  effect: Pick<Stored, "connection" | "resource" | "request"> & { readonly does: string },
): string {
  return `${effect.does}\n${effect.connection}\n${effect.resource}\n${effect.request}`;
}

/**
 * Puts stored effects before other ones: what a record has seen already it sees again, the rest is asked of `behind`, and all of it
 * is written into the book. With nothing behind this is replay; with the live door it is resuming.
 */
export function withStoredEffects(
  behind: TracingEffects,
  given: ReadonlyMap<string, GivenEffects>,
  book: EffectBook,
): Effects {
  const shelves = new Map<string, Shelf>();
  const shelfOf = (sourceId: string): Shelf | undefined => {
    const own = given.get(sourceId);
    if (!own) return undefined;
    const shelf = shelves.get(sourceId) ?? new Shelf(own);
    shelves.set(sourceId, shelf);
    return shelf;
  };
  return {
    async lookUp(step, terms, questions) {
      const wanted = questions.map((question) => lookupIdentity(step, terms, question));
      const stored = questions.map((question, index) => {
        const found = wanted[index] && shelfOf(question.source.id)?.take(wanted[index]);
        return found?.does === "look-up" ? found : undefined;
      });
      const open = questions.filter((_, index) => !stored[index]);
      const answers = open.length > 0 ? [...(await behind.lookUp(step, terms, open))] : [];
      return questions.map((question, index) => {
        const known = stored[index];
        const answer = known?.answer ?? answers.shift();
        const own = wanted[index];
        if (!answer || !own) throw new Error(`A question of "${step.name}" was not answered.`);
        book.add(question.source.id, known ?? { ...own, at: Date.now(), answer });
        return answer;
      });
    },
    async deliver(step, terms, arrivals) {
      const wanted = arrivals.map((arrival) => deliveryIdentity(step, terms, arrival));
      const known = arrivals.map((arrival, index) => {
        const own = wanted[index];
        const found = own && shelfOf(arrival.source.id)?.take(own);
        if (found?.does === "deliver") return { effect: found, delivered: deliveredOf(found, arrival) };
        const held = given.get(arrival.source.id)?.held?.get(arrival.id);
        return held && { effect: undefined, delivered: { outcome: held } };
      });
      const open = arrivals.filter((_, index) => !known[index]);
      const delivered = open.length > 0 ? [...(await behind.deliver(step, terms, open))] : [];
      return arrivals.map((arrival, index) => {
        const own = wanted[index];
        const before = known[index];
        const one = before?.delivered ?? delivered.shift();
        if (!one || !own) throw new Error(`An arrival at "${step.name}" was not answered.`);
        book.add(arrival.source.id, before?.effect ?? effectOf(own, step, one));
        return one;
      });
    },
  };
}

/** What a question is found again by. */
export function lookupIdentity(step: PlanStep, terms: LookupTerms, question: Question) {
  return {
    does: "look-up" as const,
    connection: terms.connection,
    resource: terms.resource,
    request: contentHash([terms.fields, question.values, terms.options]),
    place: `${question.recordId}/${step.name}`,
  };
}

const termsHashes = new WeakMap<DestinationTerms, string>();

/** The part of a request that is the same for all records of a step. */
function termsHash(terms: DestinationTerms): string {
  const known = termsHashes.get(terms);
  if (known !== undefined) return known;
  const made = contentHash([terms.match, terms.options]).slice(0, 10);
  termsHashes.set(terms, made);
  return made;
}

/** What a delivery is found again by. */
export function deliveryIdentity(step: PlanStep, terms: DestinationTerms, arrival: Arrival) {
  return {
    does: "deliver" as const,
    node: step.name,
    connection: terms.connection,
    resource: terms.resource,
    request: `${termsHash(terms)}${dataHash(arrival.data)}`,
    place: arrival.id,
  };
}

function effectOf(
  own: ReturnType<typeof deliveryIdentity>,
  step: PlanStep,
  delivered: DeliveredWithTrace,
): StoredDelivery {
  const { outcome, returned, sent, target } = delivered;
  const kept = returned === undefined ? { target } : { target: returned, overlay: true as const };
  return {
    ...own,
    node: step.name,
    at: Date.now(),
    outcome,
    ...(kept.target === undefined ? {} : { ...kept, target: kept.target }),
    ...(sent === undefined ? {} : { sent }),
  };
}

/** A stored delivery as the walk sees it. */
export function deliveredOf(effect: StoredDelivery, arrival: Arrival): Delivered {
  if (effect.target === undefined) return { outcome: effect.outcome };
  const target = effect.overlay ? overlay(arrival.data, effect.target) : effect.target;
  return { outcome: effect.outcome, target };
}

/** What was sent, with what the system returned laid over it. */
export function overlay(sent: Json, returned: Json): Json {
  return isJsonObject(sent) && isJsonObject(returned) ? { ...sent, ...returned } : returned;
}

/** What nothing stands behind: a replay that asks for something the record never saw. */
export function nothingBehind(why: string): TracingEffects {
  const outcome: Ending = { kind: "rejected", code: "not-stored", message: why };
  return {
    lookUp: async (_step, _terms, questions) => questions.map(() => ({ kind: "failed", outcome })),
    deliver: async (_step, _terms, arrivals) => arrivals.map(() => ({ outcome })),
  };
}

/** Reads effects that this product has stored and sealed itself. */
export function parseEffects(list: unknown): StoredEffect[] {
  if (!Array.isArray(list)) throw new Error("Stored effects are not a list.");
  for (const one of list) frameSchema.parse(one);
  // The frame was just checked; answers and outcomes are what they were when they were sealed.
  return list as StoredEffect[];
}

const frameSchema = z.object({
  does: z.enum(["look-up", "deliver"]),
  connection: z.string(),
  resource: z.string(),
  request: z.string(),
  place: z.string(),
});

/** The effects that an automatic retry goes on with: everything but what is still open. */
export function settledEffects(effects: readonly StoredEffect[]): StoredEffect[] {
  return effects.filter((effect) => {
    const outcome = effect.does === "deliver" ? effect.outcome : failureOf(effect.answer);
    return outcome?.kind !== "retrying" && outcome?.kind !== "unknown";
  });
}

/** The effects that a person's retry goes on with: only what was delivered well. Everything else is asked and tried anew. */
export function deliveredWell(effects: readonly StoredEffect[]): StoredEffect[] {
  const good = new Set(["created", "updated", "unchanged", "skipped"]);
  return effects.filter((effect) => effect.does === "deliver" && good.has(effect.outcome.kind));
}

function failureOf(answer: Answer): Ending | undefined {
  return answer.kind === "failed" ? answer.outcome : undefined;
}
