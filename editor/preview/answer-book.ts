import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import { isJsonObject, type Json, type JsonObject } from "@trasvase/shared/json.ts";
import type { DestinationTerms, LookupTerms } from "@trasvase/shared/node.ts";
import type { EffectAnswer } from "./preview-job.ts";

/** An answer of a system is asked for again after this long. */
const answerAgeMs = 10 * 60_000;

/** A question to the world: which step asks it for which record, of whom, and what exactly. */
export interface EffectQuestion {
  readonly kind: EffectAnswer["kind"];
  /** Step and way of the record (see placeOf). */
  readonly place: string;
  /** Equal for questions to the same records of the same system. */
  readonly address: string;
  /** Equal for equal questions. */
  readonly text: string;
  /** The record that asks. */
  readonly data: Json;
}

/** What is known about a question. `assumed`: the question as it stands has not been answered; this is the answer before. */
export interface KnownAnswer {
  readonly answer: EffectAnswer;
  readonly assumed: boolean;
}

/** Where a question is asked: a step and a record on its way, whatever id its source record has. */
export function placeOf(node: string, recordId: string, rootId: string): string {
  return `${node}|${recordId.startsWith(rootId) ? recordId.slice(rootId.length) : recordId}`;
}

/** What a lookup step asks for one record. */
export function lookupQuestion(
  place: string,
  terms: LookupTerms,
  values: readonly (readonly Json[])[],
  data: Json,
): EffectQuestion {
  const { connection, resource, options, fields, onMissing } = terms;
  const address = JSON.stringify(["lookup", connection, resource, options]);
  const text = JSON.stringify([address, fields, onMissing, values]);
  return { kind: "lookup", place, address, text, data };
}

/** What a destination step is asked to decide for one record. */
export function deliveryQuestion(place: string, terms: DestinationTerms, data: Json): EffectQuestion {
  const { connection, resource, options } = terms;
  const address = JSON.stringify(["delivery", connection, resource, options]);
  return { kind: "delivery", place, address, text: JSON.stringify([address, terms, data]), data };
}

interface Entry {
  readonly answer: EffectAnswer;
  readonly at: number;
}

/** What the world has answered to the questions of one sample's walks. */
export class AnswerBook {
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  /** The last answer at each place, to go on with while a changed question is open. */
  readonly #last = new Map<string, { readonly question: EffectQuestion; readonly answer: EffectAnswer }>();
  #given: ReadonlyMap<string, PassRow> = new Map();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * Before a walk: what the server said of the very same graph and sample. Both walk alike, so a step and a way name the same
   * question there and here.
   */
  begin(given: readonly PassRow[] | undefined): void {
    const root = rootOf(given ?? []);
    this.#given = new Map(given?.map((pass) => [placeOf(pass.node, pass.recordId, root), pass]));
  }

  /** Every question is open again; the last answers stay to go on with. */
  reopen(): void {
    this.#entries.clear();
  }

  /** The answer to a question, else the answer before at this place. */
  find(question: EffectQuestion): KnownAnswer | undefined {
    const given = this.#given.get(question.place);
    const answer = given ? this.#take(question, given) : this.#fresh(question.text);
    if (answer) {
      if (!isLate(answer)) this.#last.set(question.place, { question, answer });
      return { answer, assumed: false };
    }
    const last = this.#last.get(question.place);
    if (last?.question.address !== question.address) return undefined;
    return { answer: adapt(last.answer, last.question.data, question.data), assumed: true };
  }

  #take(question: EffectQuestion, given: PassRow): EffectAnswer {
    const answer = answerOf(question.kind, given);
    const at = given.askedAt === undefined ? this.#now() : Date.parse(given.askedAt);
    // "Try again later" is no answer to keep.
    if (!isLate(answer)) this.#entries.set(question.text, { answer, at });
    return answer;
  }

  #fresh(text: string): EffectAnswer | undefined {
    const entry = this.#entries.get(text);
    if (!entry || this.#now() - entry.at < answerAgeMs) return entry?.answer;
    this.#entries.delete(text);
    return undefined;
  }
}

/** The id of the source record: the shortest, since every other begins with it. */
function rootOf(passes: readonly PassRow[]): string {
  return passes.reduce(
    (root, { recordId }) => (root === "" || recordId.length < root.length ? recordId : root),
    "",
  );
}

function isLate(answer: EffectAnswer): boolean {
  return answer.outcome?.kind === "retrying";
}

function answerOf(kind: EffectAnswer["kind"], pass: PassRow): EffectAnswer {
  const { outcome, askedAt } = pass;
  const shared = { ...(outcome ? { outcome } : {}), ...(askedAt === undefined ? {} : { askedAt }) };
  if (kind === "lookup") return { kind, answer: pass.answer, ...shared };
  return {
    kind,
    ...shared,
    ...(pass.dryRun ? { dryRun: pass.dryRun } : {}),
    ...(pass.answer === undefined ? {} : { target: pass.answer }),
    // What a create would give holds placeholders for the fields that the system assigns.
    provisional: pass.dryRun?.decision === "create",
  };
}

/** The answer before, with what has changed since in the record that is sent, as the target would show it. */
function adapt(answer: EffectAnswer, before: Json, now: Json): EffectAnswer {
  if (answer.kind === "lookup" || !isJsonObject(answer.target)) return answer;
  const decision = answer.dryRun?.decision;
  if (decision !== "create" && decision !== "update") return answer;
  return { ...answer, target: { ...answer.target, ...changedMembers(before, now) } };
}

function changedMembers(before: Json, now: Json): JsonObject {
  if (!isJsonObject(now)) return {};
  const old = isJsonObject(before) ? before : {};
  const changed = Object.entries(now).filter(
    ([name, value]) => !Object.hasOwn(old, name) || JSON.stringify(old[name]) !== JSON.stringify(value),
  );
  return Object.fromEntries(changed);
}
