import { compile } from "@trasvase/shared/expression/compile.ts";
import { complete } from "@trasvase/shared/expression/complete.ts";
import { ExpressionError } from "@trasvase/shared/expression/error.ts";
import { examplesFor } from "@trasvase/shared/expression/function-examples.ts";
import { functionHelp } from "@trasvase/shared/expression/function-help.ts";
import type { Finding } from "@trasvase/shared/expression/lint/finding.ts";
import { lint } from "@trasvase/shared/expression/lint.ts";
import { bindRecord, type RecordContext } from "@trasvase/shared/expression/record-bindings.ts";
import { signature } from "@trasvase/shared/expression/signature-help.ts";
import { type ExpressionTexts, english } from "@trasvase/shared/expression/texts/english.ts";
import { type Trace, trace } from "@trasvase/shared/expression/trace.ts";
import { type View, viewAt, viewOf } from "@trasvase/shared/expression/view-at.ts";
import type { Json } from "@trasvase/shared/json.ts";
import type {
  AnswerByKind,
  CallHelp,
  FunctionEntry,
  OfferedCompletions,
  Question,
  SeenValue,
} from "./expression-question.ts";
import type { FieldKnowledge, KnownRecord } from "./field-knowledge.ts";
import { writePathAt } from "./path-at-caret.ts";
import { shorten } from "./shorten.ts";
import { targetValuesAt } from "./target-shape.ts";

/** What is known of a field, made ready. */
interface Known {
  readonly knowledge: FieldKnowledge;
  /** What the expression begins with, for each sample that is known to reach it. */
  readonly views: readonly View[];
}

/** A text or number says itself what it is. */
const literal = /["'0-9]/;

/** Values shown of a part that is evaluated many times. */
const valuesShown = 8;

const nothingKnown: Known = { knowledge: { records: [], tables: {}, steps: [], list: "" }, views: [] };

/** Answers questions about expressions from what it was told of their fields. Throws for nothing that stands in a text. */
export class AnswerBook {
  readonly #fields = new Map<number, Known>();
  #texts: ExpressionTexts = english;
  #traced: { readonly known: Known; readonly text: string; readonly trace: Trace | undefined } | undefined;

  speak(texts: ExpressionTexts): void {
    this.#texts = texts;
  }

  know(id: number, knowledge: FieldKnowledge): void {
    this.#fields.set(id, { knowledge, views: viewsOf(knowledge) });
  }

  forget(id: number): void {
    this.#fields.delete(id);
  }

  answer(id: number, question: Question): AnswerByKind[Question["kind"]] {
    const known = this.#fields.get(id) ?? nothingKnown;
    switch (question.kind) {
      case "lint":
        return this.#findings(known, question.text);
      case "complete":
        return this.#completions(known, question.text, question.offset);
      case "signature":
        return this.#signature(question.text, question.offset);
      case "hover":
        return this.#seen(known, question.text, question.offset);
      case "place":
        return writePathAt(question.path, question, known.knowledge.records[0]?.data, known.views[0]);
      case "functions":
        return this.#functions(known);
    }
  }

  #findings({ knowledge, views }: Known, text: string): readonly Finding[] {
    if (text.trim() === "") return [];
    const texts = this.#texts;
    const found = lint(text, {
      samples: views.map((view) => view.value),
      sources: knowledge.records.map((record) => record.source),
      targetSchema: knowledge.target,
      tables: Object.keys(knowledge.tables),
      steps: knowledge.steps,
      texts,
    });
    if (found.some(({ severity }) => severity === "error")) return found;
    const failure = failureOf(text, views[0], knowledge);
    if (failure === undefined) return found;
    const { code, start, end } = failure;
    return [...found, { code, severity: "error", message: failure.messageIn(texts), start, end }];
  }

  #completions({ knowledge, views }: Known, text: string, offset: number): OfferedCompletions {
    const { start, end, items } = complete(text, offset, {
      records: views,
      tables: Object.keys(knowledge.tables),
      steps: knowledge.steps,
      values: targetValuesAt(text, offset, knowledge.target),
    });
    const summaries: Readonly<Record<string, string>> = this.#texts.functions;
    return {
      start,
      end,
      items: items.map(({ kind, label, insert, detail, example, presence }) => ({
        kind,
        label,
        insert,
        detail,
        ...(example !== undefined && { example: shorten(json(example)) }),
        ...(presence && { presence }),
        ...(kind === "function" && { summary: summaries[label.slice(1)] ?? "" }),
      })),
    };
  }

  #signature(text: string, offset: number): CallHelp | undefined {
    const help = signature(text, offset);
    const summaries: Readonly<Record<string, string>> = this.#texts.functions;
    return help && { ...help, summary: summaries[help.name] ?? help.summary };
  }

  #seen(known: Known, text: string, offset: number): SeenValue | undefined {
    const points = this.#trace(known, text)?.points ?? [];
    let best: (typeof points)[number] | undefined;
    for (const point of points) {
      if (point.start > offset || offset >= point.end) continue;
      if (!best || point.end - point.start < best.end - best.start) best = point;
    }
    if (!best || literal.test(text.charAt(best.start))) return undefined;
    const values = best.values
      .slice(0, valuesShown)
      .map((value) => (value === undefined ? undefined : shorten(json(value), 160)));
    return { start: best.start, end: best.end, count: best.count, values };
  }

  /** The last trace is kept: a pointer that moves over a text asks again and again. */
  #trace(known: Known, text: string): Trace | undefined {
    if (this.#traced?.known === known && this.#traced.text === text) return this.#traced.trace;
    const [view] = known.views;
    let traced: Trace | undefined;
    if (view) {
      try {
        traced = trace(text, view.value, bindingsFor(text, view), known.knowledge.limits);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
      }
    }
    this.#traced = { known, text, trace: traced };
    return traced;
  }

  #functions({ knowledge, views }: Known): readonly FunctionEntry[] {
    const [view] = views;
    const examples = examplesFor(view?.value, knowledge.tables);
    const summaries: Readonly<Record<string, string>> = this.#texts.functions;
    return [...functionHelp.values()].map(({ name, group, parameters, summary }) => {
      const text = examples.get(name) ?? `$${name}()`;
      return {
        name,
        group,
        parameters,
        summary: summaries[name] ?? summary,
        example: { text, ...this.#computed(text, view ?? viewOf({}, emptyContext)) },
      };
    });
  }

  #computed(text: string, view: View): Pick<FunctionEntry["example"], "value" | "error"> {
    try {
      const value = compile(text).evaluate(view.value, bindingsFor(text, view));
      return { value: value === undefined ? undefined : shorten(json(value), 160) };
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return { value: undefined, error: error.messageIn(this.#texts) };
    }
  }
}

const emptyContext: RecordContext = {
  source: {},
  meta: { key: "", id: "", readAt: "", ordinal: 0, deleted: false },
  steps: {},
  tables: {},
  at: 0,
  recordId: "",
};

function contextOf({ source, meta, steps }: KnownRecord, tables: FieldKnowledge["tables"]): RecordContext {
  return { source, meta, steps, tables, at: Date.parse(meta.readAt), recordId: meta.id };
}

function viewsOf({ records, tables, list }: FieldKnowledge): readonly View[] {
  const views = records.flatMap((record) =>
    record.data === undefined ? [] : [viewOf(record.data, contextOf(record, tables))],
  );
  if (list.trim() === "") return views;
  const path = `(${list}).`;
  return views.flatMap((view) =>
    (viewAt(path, path.length, [view]).owners ?? []).map((element) => viewOf(element, view.context)),
  );
}

function bindingsFor(text: string, { context }: View) {
  return context && bindRecord(compile(text), context);
}

/** Why the expression fails with the current sample. */
function failureOf(
  text: string,
  view: View | undefined,
  { limits }: FieldKnowledge,
): ExpressionError | undefined {
  if (!view) return undefined;
  try {
    compile(text, limits ? { limits } : {}).evaluate(view.value, bindingsFor(text, view));
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
}

/** Values of an evaluation are plain data. */
function json(value: unknown): Json {
  return value as Json;
}
