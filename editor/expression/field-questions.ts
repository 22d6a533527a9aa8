import type { Finding } from "@trasvase/shared/expression/lint/finding.ts";
import type { ValuePath } from "./expression-path.ts";
import type { CallHelp, OfferedCompletions, SeenValue } from "./expression-question.ts";
import type { Asked, ExpressionWorker } from "./expression-worker.ts";
import type { FieldKnowledge } from "./field-knowledge.ts";

/** The text around a part that is edited by itself, such as the value of one pair of a mapping. */
export interface TextAround {
  readonly before: string;
  readonly after: string;
}

/** Where a field stands at the moment of a question. */
export interface FieldNow {
  readonly knowledge: FieldKnowledge;
  /** Left out: the text of the field is the whole expression. */
  readonly around?: TextAround | undefined;
}

const alone: TextAround = { before: "", after: "" };
/** Codes of mistakes because of which a text cannot be read at all. */
const unreadable = /^S\d{4}$/;

/**
 * The questions of one field. A part of a larger text is asked about within that text, so that it is known what is in view there;
 * answers are given in places of the part.
 */
export class FieldQuestions {
  readonly #worker: ExpressionWorker;
  readonly #field: string;
  readonly #now: () => FieldNow;

  constructor(worker: ExpressionWorker, field: string, now: () => FieldNow) {
    this.#worker = worker;
    this.#field = field;
    this.#now = now;
  }

  async lint(text: string): Promise<Asked<readonly Finding[]>> {
    const { knowledge, around } = this.#now();
    if (around === undefined) return this.#worker.ask(this.#field, knowledge, { kind: "lint", text });
    const { before, after } = around;
    const whole = await this.#worker.ask(this.#field, knowledge, {
      kind: "lint",
      text: `${before}${text}${after}`,
    });
    if (whole.kind !== "answered") return whole;
    // A part that tears the whole apart is told its own mistake, not what it does to the text behind it.
    if (whole.answer.some(({ code }) => unreadable.test(code))) {
      return this.#worker.ask(`${this.#field} alone`, knowledge, { kind: "lint", text });
    }
    const inside = whole.answer.flatMap((finding) => shiftFinding(finding, -before.length, text.length));
    return { kind: "answered", answer: inside };
  }

  async complete(text: string, offset: number): Promise<OfferedCompletions | undefined> {
    const { before, whole, knowledge } = this.#within(text);
    const question = { kind: "complete", text: whole, offset: before.length + offset } as const;
    const asked = await this.#worker.ask(this.#field, knowledge, question);
    if (asked.kind !== "answered") return undefined;
    const { start, end, items } = asked.answer;
    return {
      start: Math.max(0, start - before.length),
      end: Math.min(text.length, end - before.length),
      items,
    };
  }

  async signature(text: string, offset: number): Promise<Asked<CallHelp | undefined>> {
    // Calls around the part are not what is being written.
    return this.#worker.ask(this.#field, this.#now().knowledge, { kind: "signature", text, offset });
  }

  async hover(text: string, offset: number): Promise<SeenValue | undefined> {
    const { before, whole, knowledge } = this.#within(text);
    const question = { kind: "hover", text: whole, offset: before.length + offset } as const;
    const asked = await this.#worker.ask(this.#field, knowledge, question);
    if (asked.kind !== "answered" || asked.answer === undefined) return undefined;
    const start = asked.answer.start - before.length;
    const end = asked.answer.end - before.length;
    return start < 0 || end > text.length ? undefined : { ...asked.answer, start, end };
  }

  /** How a field of the record is written at an offset; undefined when nobody can say. */
  async place(path: ValuePath, text: string, offset: number): Promise<string | undefined> {
    const { before, whole, knowledge } = this.#within(text);
    const question = { kind: "place", path, text: whole, offset: before.length + offset } as const;
    const asked = await this.#worker.ask(this.#field, knowledge, question);
    return asked.kind === "answered" ? asked.answer : undefined;
  }

  #within(text: string) {
    const { knowledge, around = alone } = this.#now();
    return { knowledge, before: around.before, whole: `${around.before}${text}${around.after}` };
  }
}

/** A finding in places of a part that begins `by` later; none when it is not about the part. */
function shiftFinding(finding: Finding, by: number, length: number): readonly Finding[] {
  const start = finding.start + by;
  const end = finding.end + by;
  if (start < 0 || end > length) return [];
  const { fix, ...rest } = finding;
  const moved = fix && { ...fix, start: fix.start + by, end: fix.end + by };
  const fits = moved !== undefined && moved.start >= 0 && moved.end <= length;
  return [{ ...rest, start, end, ...(fits && { fix: moved }) }];
}
