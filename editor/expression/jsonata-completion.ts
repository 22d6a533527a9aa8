import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { significantTokens, type Token } from "@trasvase/shared/expression/tokens.ts";
import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { printName } from "./expression-path.ts";
import { type ExpressionScope, valuesAt } from "./fields-at.ts";
import { type JsonataFunction, jsonataFunctions, printSignature } from "./jsonata-functions.ts";
import { shorten } from "./shorten.ts";

/** Everything completion knows besides the text. */
export interface CompletionKnowledge {
  readonly scope: ExpressionScope;
  /** Names of the value tables, for `$table("…")`. */
  readonly tables: readonly string[];
  readonly texts: CompletionTexts;
}

interface CompletionTexts {
  readonly functionHelp: (name: JsonataFunction) => string;
  readonly variableHelp: (name: string) => string;
  /** Short word for the type of a value. */
  readonly typeOf: (value: Json) => string;
}

const mostFields = 2000;

/** Completes fields with their type and value, variables, functions with their signature, and names of value tables. */
export function jsonataCompletion(knowledge: () => CompletionKnowledge): Extension {
  return autocompletion({
    override: [(context) => complete(context, knowledge())],
    icons: false,
    activateOnTypingDelay: 20,
    maxRenderedOptions: 100,
  });
}

function complete(context: CompletionContext, knowledge: CompletionKnowledge): CompletionResult | null {
  const text = context.state.doc.toString();
  const tokens = significantTokens(text.slice(0, context.pos));
  const last = tokens.at(-1);
  const touches = last?.end === context.pos;
  if (touches && startsText(last)) {
    const call = tokens.at(-3)?.text === "$table" && tokens.at(-2)?.text === "(";
    return call ? { from: last.start + 1, options: knowledge.tables.map((label) => ({ label })) } : null;
  }
  if (touches && (last.kind === "regex" || last.kind === "number")) return null;
  if (touches && last.kind === "variable") {
    return { from: last.start, options: dollarOptions(knowledge), validFor: /^\$\w*$/ };
  }
  const isName = touches && (last.kind === "name" || last.text.startsWith("`"));
  const afterDot = touches && last.text === ".";
  if (!isName && !afterDot && !context.explicit) return null;
  const from = isName ? last.start : context.pos;
  const dotted = afterDot || (isName && tokens.at(-2)?.text === ".");
  const fields = fieldOptions(valuesAt(text, context.pos, knowledge.scope), knowledge.texts);
  const options = dotted ? fields : [...fields, ...dollarOptions(knowledge)];
  return { from, options, validFor: /^[\p{L}\p{N}_`$ ]*$/u };
}

function startsText({ kind, text }: Token): boolean {
  return kind === "text" || (kind === "broken" && /^["']/.test(text));
}

function fieldOptions(values: readonly Json[], texts: CompletionTexts): Completion[] {
  const examples = new Map<string, Json>();
  for (const value of values) {
    if (!isJsonObject(value)) continue;
    for (const [name, member] of Object.entries(value)) {
      if (examples.size >= mostFields) break;
      if (!examples.has(name)) examples.set(name, member);
    }
  }
  return [...examples].map(([name, value]): Completion => {
    const written = printName(name);
    return {
      label: written,
      ...(written === name ? {} : { displayLabel: name }),
      detail: `${texts.typeOf(value)} · ${shorten(value)}`,
      boost: 2,
    };
  });
}

function dollarOptions({ scope, texts }: CompletionKnowledge): Completion[] {
  const variables = Object.keys(scope.variables).map(
    (name): Completion => ({ label: `$${name}`, detail: texts.variableHelp(name), boost: 1 }),
  );
  const functions = Object.keys(jsonataFunctions).map((key): Completion => {
    const name = key as JsonataFunction; // a key of that very object
    const hasParameters = jsonataFunctions[name] !== "";
    return {
      label: `$${name}`,
      detail: printSignature(name).slice(name.length + 1),
      info: texts.functionHelp(name),
      apply: (view, _completion, from, to) => {
        const insert = `$${name}()`;
        const caret = from + insert.length - (hasParameters ? 1 : 0);
        view.dispatch({
          changes: { from, to, insert },
          selection: { anchor: caret },
          userEvent: "input.complete",
        });
      },
    };
  });
  return [...variables, ...functions];
}
