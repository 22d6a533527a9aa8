import { type CaseFind, type CaseLink, caseReadAt, type FlowCase } from "@trasvase/shared/case/case.ts";
import type { FoundRecord, Reader } from "@trasvase/shared/connector.ts";
import type { PreviewRequest } from "@trasvase/shared/contract/preview.ts";
import type { Effects } from "@trasvase/shared/effects.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type { PersonalFields } from "@trasvase/shared/stand-in/personal-fields.ts";
import { joinFields, withStandIns } from "@trasvase/shared/stand-in/personal-fields.ts";
import type { StandIns } from "@trasvase/shared/stand-in/stand-ins.ts";
import { contentHash } from "../engine/canonical.ts";
import { updateBody } from "../engine/decide.ts";
import { openDryDoor } from "../engine/effects.ts";
import { type LinkEnd, type Links, WalkLinks } from "../engine/links.ts";
import { matchValueOf } from "../engine/matching.ts";
import { type PreviewTerms, sampleRecord } from "../engine/preview.ts";
import type { QueuedRecord } from "../engine/source-records.ts";
import { PersonalTexts } from "../engine/stand-in/personal-texts.ts";
import { SeenValues } from "../engine/stand-in/seen-values.ts";
import { walkRecords } from "../engine/walk-records.ts";
import { questionName } from "./recorded-world.ts";

/** What recording needs: readers of the real systems, and what makes stand-ins. */
export interface RecordTerms extends PreviewTerms {
  readonly flow: NonNullable<PreviewTerms["flow"]>;
  readonly links: Links;
  readonly standIns: StandIns;
}

/** A record with the answers it needs, ready to be tested with anywhere. */
export type RecordedCase = Pick<FlowCase, "input" | "key" | "readAt" | "answers">;

/**
 * Walks a record twice in dry mode: with its real values, which the systems are asked with, and with stand-ins, to learn how the same
 * questions read then. What is kept of record and answers has stand-ins only. `isStandIn`: the record has stand-ins already.
 */
export async function recordCase(
  terms: RecordTerms,
  sample: PreviewRequest["samples"][number],
  isStandIn: boolean,
): Promise<RecordedCase> {
  const { flow, standIns } = terms;
  const asked = new AskedWorld(terms);
  const seen = new SeenValues();
  const record = sampleRecord(flow, sample, 0);
  await walkRecords(flow.opened, [record], seen.watch(asked.door()));
  const texts = new PersonalTexts();
  const personal = isStandIn ? undefined : flow.personal?.source;
  const input = withStandIns(record.data, personal, standIns);
  texts.learn(record.data, input);
  const translated = new TranslatedWorld(terms, asked, seen, texts);
  const masked: QueuedRecord = { ...record, data: input };
  await walkRecords(flow.opened, [masked], translated.door());
  return {
    input,
    key: record.key,
    readAt: sample.readAt === "" ? caseReadAt : record.readAt,
    answers: { finds: translated.finds, links: translated.links },
  };
}

/** The real systems, with a note of everything they answered. */
class AskedWorld {
  readonly #terms: RecordTerms;
  readonly #found = new Map<string, readonly FoundRecord[]>();
  readonly #links = new Map<string, { readonly targetId: string; readonly sentHash: string | undefined }>();

  constructor(terms: RecordTerms) {
    this.#terms = terms;
  }

  door(): Effects {
    const { connections, flow, links, signal, systems } = this.#terms;
    return openDryDoor({
      opened: flow.opened,
      connections,
      connectors: systems.connectors,
      links: this.#watched(links),
      reader: (connection) => this.#reader(connection),
      signal,
    });
  }

  found(name: string): readonly FoundRecord[] | undefined {
    return this.#found.get(name);
  }

  link(target: LinkEnd, key: string) {
    return this.#links.get(`${target.connection}\n${target.resource}\n${key}`);
  }

  #watched(links: Links): Links {
    return new WalkLinks(links.source, async (target, keys) => {
      const known = await links.find(target, keys);
      for (const [key, link] of known) {
        this.#links.set(`${target.connection}\n${target.resource}\n${key}`, link);
      }
      return known;
    });
  }

  async #reader(connection: string): Promise<Reader> {
    const reader = await this.#terms.reader(connection);
    return {
      ...bound(reader),
      find: async (request) => {
        const answers = await reader.find(request);
        for (const [index, values] of request.values.entries()) {
          const { fields, options, resource } = request;
          const question = { connection, resource, options, fields: [...fields], values: [...values] };
          this.#found.set(questionName(question), answers[index] ?? []);
        }
        return answers;
      },
    };
  }
}

/** How a question with stand-ins was asked with the real values, and whose answer it is. */
interface Translation {
  readonly values: readonly Json[];
  readonly fields: PersonalFields | undefined;
}

/** Answers a walk with stand-ins by what the systems answered the real values, and notes those answers with stand-ins in them. */
class TranslatedWorld {
  readonly finds: CaseFind[] = [];
  readonly links: CaseLink[] = [];
  readonly #terms: RecordTerms;
  readonly #asked: AskedWorld;
  readonly #seen: SeenValues;
  readonly #texts: PersonalTexts;
  readonly #translations = new Map<string, Translation>();
  readonly #noted = new Set<string>();

  constructor(terms: RecordTerms, asked: AskedWorld, seen: SeenValues, texts: PersonalTexts) {
    this.#terms = terms;
    this.#asked = asked;
    this.#seen = seen;
    this.#texts = texts;
  }

  door(): Effects {
    const { connections, flow, links, signal, systems } = this.#terms;
    const dry = openDryDoor({
      opened: flow.opened,
      connections,
      connectors: systems.connectors,
      links: new WalkLinks(links.source, async (target, keys) => this.#linksOf(target, keys)),
      reader: (connection) => this.#reader(connection),
      signal,
    });
    return {
      lookUp: (step, terms, questions) => {
        for (const { recordId, source, values } of questions) {
          const before = this.#seen.next("look-up", source.id, `${recordId}/${step.name}`);
          this.#texts.learn(before, values);
          const was = Array.isArray(before) ? (before as readonly Json[]) : values;
          this.#translate({ ...terms, values }, { values: was, fields: flow.personal?.steps.get(step.name) });
        }
        return dry.lookUp(step, terms, questions);
      },
      deliver: (step, terms, arrivals) => {
        for (const { data, id, key, source } of arrivals) {
          const before = this.#seen.next("deliver", source.id, id) ?? data;
          this.#texts.learn(before, data);
          const [was, is] = [matchValueOf(before, terms.match), matchValueOf(data, terms.match)];
          const fields = joinFields(flow.personal?.steps.get(step.name), flow.personal?.source);
          if ("values" in was && "values" in is) {
            this.#translate(
              { ...terms, fields: terms.match, values: is.values },
              { values: was.values, fields },
            );
          }
          this.#noteLink(
            terms,
            key,
            contentHash(updateBody(before, terms)),
            contentHash(updateBody(data, terms)),
          );
        }
        return dry.deliver(step, terms, arrivals);
      },
    };
  }

  #translate(
    asked: LinkEnd & {
      readonly options: CaseFind["options"] & object;
      readonly fields: readonly string[];
      readonly values: readonly Json[];
    },
    translation: Translation,
  ): void {
    const { connection, fields, options, resource, values } = asked;
    const question = { connection, resource, options, fields: [...fields], values: [...values] };
    this.#translations.set(questionName(question), translation);
  }

  async #reader(connection: string): Promise<Reader> {
    const reader = await this.#terms.reader(connection);
    return {
      ...bound(reader),
      find: async ({ fields, options, resource, values }) =>
        values.map((own) => {
          const question = { connection, resource, options, fields: [...fields], values: [...own] };
          return this.#answer(question);
        }),
    };
  }

  #answer(question: Omit<CaseFind, "found">): FoundRecord[] {
    const name = questionName(question);
    const translation = this.#translations.get(name);
    const was = { ...question, values: [...(translation?.values ?? question.values)] };
    const answered = this.#asked.found(questionName(was));
    if (!answered) return [];
    const { standIns } = this.#terms;
    const found = answered.map(({ data, id }) => {
      const made = withStandIns(data, translation?.fields, this.#texts.before(standIns));
      this.#texts.learn(data, made);
      // An object stays one.
      return { id: this.#texts.text(id), data: this.#texts.whole(made) as FoundRecord["data"] };
    });
    if (!this.#noted.has(name)) {
      this.#noted.add(name);
      const { options, ...rest } = question;
      const hasOptions = options !== undefined && Object.keys(options).length > 0;
      this.finds.push({ ...rest, ...(hasOptions ? { options } : {}), found });
    }
    return found;
  }

  #noteLink(target: LinkEnd, key: string, hashWas: string, hashIs: string): void {
    const link = this.#asked.link(target, key);
    const { connection, resource } = target;
    const isKnown = this.links.some(
      (one) => one.connection === connection && one.resource === resource && one.key === key,
    );
    if (!link || isKnown) return;
    // The hash of what was sent tells of the real values; only whether it is the same counts.
    const sent = link.sentHash === hashWas ? { sent: hashIs } : {};
    this.links.push({ connection, resource, key, id: this.#texts.text(link.targetId), ...sent });
  }

  #linksOf(target: LinkEnd, keys: readonly string[]) {
    const own = this.links.filter(
      (one) =>
        one.connection === target.connection && one.resource === target.resource && keys.includes(one.key),
    );
    return new Map(own.map((one) => [one.key, { targetId: one.id, sentHash: one.sent }]));
  }
}

/** The methods of a reader, so that some can be replaced. */
function bound(reader: Reader): Reader {
  return {
    check: (signal) => reader.check(signal),
    read: (request) => reader.read(request),
    find: (request) => reader.find(request),
    describe: (intent) => reader.describe(intent),
    placeholders: (resource) => reader.placeholders(resource),
    close: () => reader.close(),
  };
}
