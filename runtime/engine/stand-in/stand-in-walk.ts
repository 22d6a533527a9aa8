import type { Answer, Arrival, Delivered, Effects, Ending, Question } from "@trasvase/shared/effects.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { DestinationTerms, LookupTerms } from "@trasvase/shared/node.ts";
import type { PlanStep } from "@trasvase/shared/plan.ts";
import {
  differingFields,
  joinFields,
  type PersonalFields,
  withStandIns,
} from "@trasvase/shared/stand-in/personal-fields.ts";
import type { PersonalOfFlow } from "@trasvase/shared/stand-in/personal-of-flow.ts";
import type { StandIns } from "@trasvase/shared/stand-in/stand-ins.ts";
import type { OpenPlan } from "@trasvase/shared/walk.ts";
import { openReplayDoor } from "../effects.ts";
import type { QueuedRecord } from "../source-records.ts";
import {
  deliveredOf,
  deliveryIdentity,
  EffectBook,
  lookupIdentity,
  type StoredAnswer,
  type StoredDelivery,
  type StoredEffect,
} from "../stored-effects.ts";
import { leafPlace, type RecordLeaf, walkRecords } from "../walk-records.ts";
import { PersonalTexts } from "./personal-texts.ts";
import { SeenValues } from "./seen-values.ts";

/** What a walk with stand-ins needs besides the records. */
export interface StandInTerms {
  readonly opened: OpenPlan;
  readonly personal: PersonalOfFlow;
  readonly standIns: StandIns;
}

/** A record with what it saw and how it ended. */
export interface SeenRecord {
  readonly record: QueuedRecord;
  readonly effects: readonly StoredEffect[];
  readonly leaves: readonly RecordLeaf[];
}

/** The same, with stand-ins in the place of everything personal. */
export interface StandInRecord extends SeenRecord {
  /** True: with stand-ins the record takes another way, so its steps cannot be derived from this any more. */
  readonly deviates: boolean;
}

/**
 * Replaces what is personal in walked records and everything they saw, so that a replay of the result gives back the same way with stand-ins
 * on it. For that the records are walked twice more without any call: as they were, to learn which values were made of personal ones, and
 * with stand-ins, where an effect is found by its place, because what was asked reads differently now.
 */
export async function walkWithStandIns(
  terms: StandInTerms,
  records: readonly SeenRecord[],
): Promise<readonly StandInRecord[]> {
  const seen = new SeenValues();
  const given = records.map((one) => [one.record.id, { effects: one.effects, samePlaces: true }] as const);
  const originals = records.map((one) => one.record);
  const before = await walkRecords(terms.opened, originals, seen.watch(openReplayDoor(new Map(given))));
  const door = new StandInDoor(terms, seen, records);
  const masked = records.map((one) => door.standIn(one.record));
  const after = await walkRecords(terms.opened, masked, door);
  return records.map((one, index) => {
    const texts = door.textsOf(one.record.id);
    const [was, is] = [before[index]?.leaves ?? [], after[index]?.leaves ?? []];
    const deviates = door.hasMissed(one.record.id) || placesOf(was) !== placesOf(is);
    const record = masked[index] ?? one.record;
    return {
      record: record.refused
        ? { ...record, refused: { ...record.refused, message: texts.message(record.refused.message) } }
        : record,
      effects: deviates ? door.loose(one) : door.book.of(one.record.id),
      leaves: one.leaves.map((leaf) => standInLeaf(leaf, deviates ? undefined : is, texts)),
      deviates,
    };
  });
}

/** One text for the ways of a record: equal if every path ended at the same place in the same way. */
function placesOf(leaves: readonly RecordLeaf[]): string {
  const places = leaves.map((leaf) => `${leafPlace(leaf)} ${leaf.outcome.port ?? ""} ${leaf.outcome.kind}`);
  return places.sort().join("\n");
}

/** The ending as the walk with stand-ins words it; where it ended otherwise meanwhile, without what was personal in it. */
function standInLeaf(
  leaf: RecordLeaf,
  walked: readonly RecordLeaf[] | undefined,
  texts: PersonalTexts,
): RecordLeaf {
  const { code, kind, message } = leaf.outcome;
  const place = leafPlace(leaf);
  const same = walked?.find(
    (one) => leafPlace(one) === place && one.outcome.kind === kind && one.outcome.code === code,
  );
  const outcome = same?.outcome ?? { ...withoutValue(leaf.outcome), message: texts.message(message) };
  return { ...leaf, outcome };
}

function withoutValue<Outcome extends Ending>(outcome: Outcome): Outcome {
  const { value: _, ...rest } = outcome;
  // Only a member that may be left out was taken away.
  return rest as Outcome;
}

/** Answers a walk with stand-ins by what the walk without them saw at the same places, made of stand-ins too. */
class StandInDoor implements Effects {
  readonly book = new EffectBook();
  readonly #terms: StandInTerms;
  readonly #seen: SeenValues;
  readonly #texts = new Map<string, PersonalTexts>();
  readonly #missed = new Set<string>();
  /** Fields that were made of something personal, by destination. */
  readonly #sent = new Map<string, PersonalFields>();
  /** Effects by source record, then by place, in the order they were asked for. */
  readonly #effects = new Map<string, Map<string, StoredEffect[]>>();

  constructor(terms: StandInTerms, seen: SeenValues, records: readonly SeenRecord[]) {
    this.#terms = terms;
    this.#seen = seen;
    for (const { effects, record } of records) {
      const byPlace = new Map<string, StoredEffect[]>();
      this.#effects.set(record.id, byPlace);
      for (const effect of effects) {
        const name = `${effect.does}\n${effect.place}`;
        const alike = byPlace.get(name);
        if (alike) alike.push(effect);
        else byPlace.set(name, [effect]);
      }
    }
  }

  standIn(record: QueuedRecord): QueuedRecord {
    const { personal, standIns } = this.#terms;
    const data = withStandIns(record.data, personal.source, standIns);
    this.textsOf(record.id).learn(record.data, data);
    return data === record.data ? record : { ...record, data };
  }

  textsOf(source: string): PersonalTexts {
    const texts = this.#texts.get(source) ?? new PersonalTexts();
    this.#texts.set(source, texts);
    return texts;
  }

  /** Whether the walk asked for something that was never asked, or left out something that was. */
  hasMissed(source: string): boolean {
    const left = [...(this.#effects.get(source)?.values() ?? [])];
    return this.#missed.has(source) || left.some((effects) => effects.length > 0);
  }

  /** The effects of a record whose way is another with stand-ins: for people to read, not to be found by what was asked. */
  loose({ effects, record }: SeenRecord): readonly StoredEffect[] {
    const texts = this.textsOf(record.id);
    return effects.map((effect) => {
      if (effect.does === "look-up") return { ...this.#standInAnswer(effect, texts), request: "" };
      const sent = this.#seen.delivered(record.id, effect.place);
      if (sent !== undefined) this.#noteSent(effect.node, differingFields(sent, texts.inside(sent)));
      return { ...this.#standInDelivery(effect, texts), request: "" };
    });
  }

  async lookUp(step: PlanStep, asked: LookupTerms, questions: readonly Question[]): Promise<Answer[]> {
    return questions.map((question): Answer => {
      const source = question.source.id;
      const own = lookupIdentity(step, asked, question);
      const texts = this.textsOf(source);
      texts.learn(this.#seen.next("look-up", source, own.place), question.values);
      const effect = this.#take(source, "look-up", own.place);
      if (effect?.does !== "look-up") return { kind: "failed", outcome: this.#miss(source) };
      const made = { ...this.#standInAnswer(effect, texts), ...own };
      this.book.add(source, made);
      return made.answer;
    });
  }

  async deliver(step: PlanStep, asked: DestinationTerms, arrivals: readonly Arrival[]): Promise<Delivered[]> {
    const sent = arrivals.map((arrival) => {
      const before = this.#seen.next("deliver", arrival.source.id, arrival.id) ?? arrival.data;
      this.textsOf(arrival.source.id).learn(before, arrival.data);
      return before;
    });
    sent.forEach((before, index) => {
      this.#noteSent(step.name, differingFields(before, arrivals[index]?.data ?? null));
    });
    return arrivals.map((arrival) => {
      const source = arrival.source.id;
      const effect = this.#take(source, "deliver", arrival.id);
      if (effect?.does !== "deliver") return { outcome: this.#miss(source) };
      const own = deliveryIdentity(step, asked, arrival);
      const made = { ...this.#standInDelivery(effect, this.textsOf(source)), ...own };
      this.book.add(source, made);
      return deliveredOf(made, arrival);
    });
  }

  /** What of the records sent by a step was personal is so in the target's records too, whoever they belong to. */
  #noteSent(step: string, fields: PersonalFields | undefined): void {
    const joined = joinFields(this.#sent.get(step), fields);
    if (joined) this.#sent.set(step, joined);
  }

  #take(source: string, does: StoredEffect["does"], place: string): StoredEffect | undefined {
    return this.#effects.get(source)?.get(`${does}\n${place}`)?.shift();
  }

  #miss(source: string): Ending {
    this.#missed.add(source);
    return { kind: "rejected", code: "not-stored", message: "This was not asked with the real values." };
  }

  #standInAnswer(effect: StoredAnswer, texts: PersonalTexts): StoredAnswer {
    const { answer } = effect;
    if (answer.kind === "failed") {
      return { ...effect, answer: { ...answer, outcome: standInEnding(answer.outcome, texts) } };
    }
    if (answer.kind !== "found") return effect;
    const { data, id } = answer.record;
    const made = this.#standInData(data, this.#terms.personal.steps.get(stepOf(effect)), texts);
    return { ...effect, answer: { kind: "found", record: { id: texts.text(id), data: made } } };
  }

  #standInDelivery(effect: StoredDelivery, texts: PersonalTexts): StoredDelivery {
    const { outcome, sent, target } = effect;
    const { source, steps } = this.#terms.personal;
    const fields = joinFields(joinFields(steps.get(effect.node), source), this.#sent.get(effect.node));
    const record = target === undefined ? undefined : this.#standInData(target, fields, texts);
    return {
      ...effect,
      outcome: standInEnding(outcome, texts),
      ...(record === undefined ? {} : { target: record }),
      ...(sent === undefined
        ? {}
        : {
            sent: {
              ...sent,
              url: texts.text(sent.url),
              body: sent.body === undefined ? undefined : texts.inside(sent.body),
            },
          }),
    };
  }

  /** A record of another system: its own personal fields, and whatever equals a personal value of this one. */
  #standInData<Data extends Json>(
    data: Data,
    fields: PersonalFields | undefined,
    texts: PersonalTexts,
  ): Data {
    const made = withStandIns(data, fields, texts.before(this.#terms.standIns));
    texts.learn(data, made);
    // An object stays one, so the type does.
    return texts.whole(made) as Data;
  }
}

function standInEnding(outcome: Ending, texts: PersonalTexts): Ending {
  const { message, target } = outcome;
  return {
    ...withoutValue(outcome),
    message: texts.message(message),
    ...(target ? { target: { ...target, id: texts.text(target.id) } } : {}),
  };
}

/** The step of a lookup's place, `<record>/<step>`. */
function stepOf(effect: StoredEffect): string {
  return effect.place.slice(effect.place.lastIndexOf("/") + 1);
}
