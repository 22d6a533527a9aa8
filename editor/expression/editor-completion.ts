import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { EditorContext } from "./editor-context.ts";
import type { EditorTexts } from "./editor-texts.ts";
import type { OfferedCompletion } from "./expression-question.ts";

interface Option extends Completion {
  readonly offered: OfferedCompletion;
}

/** What a word, a path or the name of a table begins with; anything else is completed only when asked for. */
const asksByItself = /[\p{L}\p{N}_$.`"']$/u;

/** Fields with type, example and presence, variables with what they hold, functions with parameters and what they do. */
export function completions({ questions, texts }: EditorContext): Extension {
  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const { state, pos, explicit } = context;
    const text = state.doc.toString();
    if (!explicit && !asksByItself.test(text.slice(Math.max(0, pos - 2), pos))) return null;
    const offered = await questions.complete(text, pos);
    if (!offered || offered.items.length === 0 || context.aborted) return null;
    const { start, end, items } = offered;
    return {
      from: start,
      to: end,
      options: items.map((item) => optionOf(item, texts())),
      validFor: stillFits(text.slice(start, pos), items[0]),
    };
  };
  return autocompletion({
    override: [source],
    icons: false,
    activateOnTypingDelay: 0,
    maxRenderedOptions: 60,
    optionClass: (option) => `cm-offered-${(option as Option).offered.kind}`,
    addToOptions: [
      // The kind stands first, so that a list of fields and functions can be told apart at a glance.
      { position: 10, render: (option) => kindMark((option as Option).offered, texts()) },
      { position: 85, render: (option) => facts((option as Option).offered, texts()) },
    ],
  });
}

/** As long as the word goes on like this, the list stays right and is only narrowed. */
function stillFits(typed: string, first: OfferedCompletion | undefined): RegExp {
  if (first?.kind === "table") return /^[^"']*$/;
  return typed.startsWith("$") ? /^\$\w*$/ : /^[\p{L}\p{N}_`]*$/u;
}

function optionOf(offered: OfferedCompletion, texts: EditorTexts): Option {
  const { kind, label, insert, detail } = offered;
  return {
    offered,
    label: insert,
    ...(insert === label ? {} : { displayLabel: label }),
    boost: kind === "value" ? 4 : kind === "field" || kind === "table" ? 2 : kind === "variable" ? 1 : 0,
    ...(kind === "function" ? { apply: applyCall(insert, detail !== "()"), info: () => help(offered) } : {}),
    ...(kind === "variable" && texts.variable(label.slice(1)) !== ""
      ? { info: texts.variable(label.slice(1)) }
      : {}),
  };
}

/** Writes a call with the caret where its first argument goes. Brackets that stand there already are used. */
function applyCall(name: string, hasParameters: boolean) {
  return (view: EditorView, _completion: Completion, from: number, to: number) => {
    const isCall = view.state.doc.sliceString(to, to + 1) === "(";
    const insert = isCall ? name : `${name}()`;
    const caret = from + name.length + (isCall || hasParameters ? 1 : 2);
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: caret },
      userEvent: "input.complete",
    });
  };
}

const marks: Readonly<Record<OfferedCompletion["kind"], string>> = {
  field: "·",
  variable: "$",
  function: "ƒ",
  table: "▦",
  value: "=",
};

function kindMark({ kind }: OfferedCompletion, texts: EditorTexts): Node {
  const mark = document.createElement("span");
  mark.className = "cm-offered-mark";
  mark.textContent = marks[kind];
  mark.title = texts.kind(kind);
  return mark;
}

/** Type, example and how often it is there. */
function facts({ kind, detail, example, presence }: OfferedCompletion, texts: EditorTexts): Node {
  const box = document.createElement("span");
  box.className = "cm-offered-facts";
  const add = (className: string, text: string) => {
    if (text === "") return;
    const part = box.appendChild(document.createElement("span"));
    part.className = className;
    part.textContent = text;
  };
  const isTyped = kind === "field" || kind === "variable";
  add("cm-offered-detail", isTyped ? detail.split(" | ").map(texts.type).filter(Boolean).join(", ") : detail);
  add("cm-offered-example", example ?? "");
  if (presence && presence.present < presence.possible) {
    add("cm-offered-presence", texts.presence(presence.present, presence.possible));
  }
  return box;
}

function help({ label, detail, summary = "" }: OfferedCompletion): Node {
  const box = document.createElement("div");
  const call = box.appendChild(document.createElement("code"));
  call.className = "cm-offered-call";
  call.textContent = `${label}${detail}`;
  box.appendChild(document.createElement("p")).textContent = summary;
  return box;
}
