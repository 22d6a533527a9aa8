import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { linter, lintKeymap } from "@codemirror/lint";
import { Compartment, EditorState, type Extension, StateEffect, Transaction } from "@codemirror/state";
import { drawSelection, dropCursor, EditorView, keymap, lineNumbers, placeholder } from "@codemirror/view";
import type { Problem } from "@trasvase/shared/problem.ts";
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import type { TextEdit } from "../mapping/object-pairs.ts";
import { codeTheme } from "./code-theme.ts";
import { type CompletionKnowledge, jsonataCompletion } from "./jsonata-completion.ts";
import { jsonata } from "./jsonata-language.ts";
import { findProblems } from "./jsonata-problems.ts";

/** What can be done to a mounted editor from outside. */
export interface JsonataEditorHandle {
  focus(): void;
  /** Puts a text in place of the selection and the caret behind it. */
  insert(text: string): void;
  /** Makes one edit, with the caret behind it or on `select` within the inserted text. */
  edit(change: TextEdit, select?: { readonly start: number; readonly end: number }): void;
  /** Selects a range and brings it into view. */
  show(start: number, end: number): void;
  /** The text and where the caret is. */
  read(): { readonly text: string; readonly caret: number };
}

export interface JsonataEditorProps {
  value: string;
  onChange: (text: string) => void;
  onBlur?: (() => void) | undefined;
  /** Called when the caret moves. */
  onCaret?: ((at: number) => void) | undefined;
  /** The accessible name. */
  label: string;
  /** Ids of the elements that describe it: help and error. */
  describedBy?: string | undefined;
  /** `line` grows with its text up to some lines; `full` fills its box and has line numbers. */
  size: "line" | "full";
  placeholder?: string | undefined;
  problems: readonly Problem[];
  knowledge: CompletionKnowledge;
  handle?: Ref<JsonataEditorHandle> | undefined;
  autoFocus?: boolean | undefined;
}

/** Compiling takes about a millisecond, so there is nothing to wait for. */
const lintDelayMs = 0;
const problemsChanged = StateEffect.define<null>();

/** A JSONata text in CodeMirror. Load it through jsonata-field.tsx, which keeps CodeMirror out of the first load. */
export function JsonataEditor(props: JsonataEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  const attributes = useRef(new Compartment());
  useLayoutEffect(() => {
    latest.current = props;
  });

  // Made once per mounted field; everything that changes later goes through `latest` or the compartment.
  useLayoutEffect(() => {
    if (!box.current) return;
    const { value, size, autoFocus, placeholder: hint } = latest.current;
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          ...behaviour(latest),
          attributes.current.of(contentAttributes(latest.current)),
          size === "full" ? [lineNumbers(), fullHeight] : [growing],
          hint === undefined ? [] : placeholder(hint),
        ],
      }),
    });
    view.current = made;
    if (autoFocus) {
      made.focus();
      // As in a spreadsheet: what is typed or picked next takes the place of what stands there.
      made.dispatch({ selection: { anchor: 0, head: made.state.doc.length } });
    }
    return () => {
      made.destroy();
      view.current = undefined;
    };
  }, []);

  const { value, label, describedBy, problems } = props;
  useEffect(() => {
    const now = view.current;
    if (!now || now.state.doc.toString() === value) return;
    now.dispatch({
      changes: smallestChange(now.state.doc.toString(), value),
      annotations: Transaction.addToHistory.of(false),
    });
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({
      effects: attributes.current.reconfigure(contentAttributes({ label, describedBy })),
    });
  }, [label, describedBy]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new problems are the reason to look again
  useEffect(() => {
    view.current?.dispatch({ effects: problemsChanged.of(null) });
  }, [problems]);

  useImperativeHandle(props.handle, () => handleOf(() => view.current), []);
  return <div ref={box} className={props.size === "full" ? "h-full min-h-0" : "min-h-0"} />;
}

type Latest = { readonly current: JsonataEditorProps };

function behaviour(latest: Latest): Extension[] {
  return [
    jsonata(),
    codeTheme,
    history(),
    drawSelection(),
    dropCursor(),
    closeBrackets(),
    EditorView.lineWrapping,
    jsonataCompletion(() => latest.current.knowledge),
    linter((view) => findProblems(view.state.doc.toString(), latest.current.problems), {
      delay: lintDelayMs,
    }),
    // Tab is left to the page, so that the keyboard never gets caught here.
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        const text = update.state.doc.toString();
        if (text !== latest.current.value) latest.current.onChange(text);
      }
      if (update.selectionSet || update.docChanged)
        latest.current.onCaret?.(update.state.selection.main.head);
    }),
    EditorView.domEventHandlers({
      blur: () => latest.current.onBlur?.(),
    }),
  ];
}

const fullHeight = EditorView.theme({
  "&": { height: "100%" },
  ".cm-scroller": { overflow: "auto" },
  ".cm-content, .cm-gutter": { minHeight: "100%" },
});
const growing = EditorView.theme({ ".cm-scroller": { maxHeight: "12rem", overflow: "auto" } });

function contentAttributes({
  label,
  describedBy,
}: Pick<JsonataEditorProps, "label" | "describedBy">): Extension {
  return EditorView.contentAttributes.of({
    "aria-label": label,
    ...(describedBy === undefined ? {} : { "aria-describedby": describedBy }),
    spellcheck: "false",
    autocapitalize: "off",
  });
}

/** The middle in which two texts differ, so that the caret and the marks outside it stay. */
export function smallestChange(before: string, after: string): TextEdit {
  let from = 0;
  const shorter = Math.min(before.length, after.length);
  while (from < shorter && before[from] === after[from]) from++;
  let end = 0;
  while (end < shorter - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}

function handleOf(view: () => EditorView | undefined): JsonataEditorHandle {
  return {
    focus: () => view()?.focus(),
    insert: (text) => {
      const now = view();
      if (!now) return;
      now.dispatch(now.state.replaceSelection(text), { scrollIntoView: true, userEvent: "input" });
      now.focus();
    },
    edit: ({ from, to, insert }, select) => {
      const now = view();
      if (!now) return;
      const selection = select
        ? { anchor: from + select.start, head: from + select.end }
        : { anchor: from + insert.length };
      now.dispatch({ changes: { from, to, insert }, selection, scrollIntoView: true, userEvent: "input" });
      now.focus();
    },
    show: (start, end) => {
      const now = view();
      if (!now) return;
      const length = now.state.doc.length;
      const selection = { anchor: Math.min(start, length), head: Math.min(end, length) };
      now.dispatch({ selection, scrollIntoView: true });
      now.focus();
    },
    read: () => {
      const state = view()?.state;
      return { text: state?.doc.toString() ?? "", caret: state?.selection.main.head ?? 0 };
    },
  };
}
