import { EditorSelection } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { printValuePath, type ValuePath } from "./expression-path.ts";
import type { FieldQuestions } from "./field-questions.ts";

/** Replaces `from`–`to` by `insert`; all other bytes stay. */
interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** What can be done to a mounted editor from outside. */
export interface JsonataEditorHandle {
  focus(): void;
  /** Puts a text in place of the selection and the caret behind it. */
  insert(text: string): void;
  /** Puts a field of the record in place of the selection, written as it has to be there. Answers what was written, if anything. */
  insertField(path: ValuePath): Promise<string | undefined>;
  /** Puts a call in place of the selection, which becomes its argument; the caret stands at the first argument. */
  insertCall(name: string): void;
  /** Makes one edit, with the caret behind it or on `select` within the inserted text. */
  edit(change: TextChange, select?: { readonly start: number; readonly end: number }): void;
  /** Selects a range, brings it into view and takes the keyboard. */
  show(start: number, end: number): void;
  /** Selects a range and brings it into view; the keyboard stays where it is. */
  reveal(start: number, end: number): void;
  /** The text and where the caret is. */
  read(): { readonly text: string; readonly caret: number };
}

/** The middle in which two texts differ, so that the caret and the marks outside it stay. */
export function smallestChange(before: string, after: string): TextChange {
  let from = 0;
  const shorter = Math.min(before.length, after.length);
  while (from < shorter && before[from] === after[from]) from++;
  let end = 0;
  while (end < shorter - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}

export function makeHandle(
  view: () => EditorView | undefined,
  questions: FieldQuestions,
): JsonataEditorHandle {
  const insert = (text: string) => {
    const now = view();
    if (!now) return;
    now.dispatch(now.state.replaceSelection(text), { scrollIntoView: true, userEvent: "input" });
    now.focus();
  };
  const read = () => {
    const state = view()?.state;
    return { text: state?.doc.toString() ?? "", caret: state?.selection.main.head ?? 0 };
  };
  const reveal = (start: number, end: number) => {
    const now = view();
    if (!now) return;
    const { length } = now.state.doc;
    const selection = { anchor: Math.min(start, length), head: Math.min(end, length) };
    now.dispatch({ selection, scrollIntoView: true });
  };
  return {
    focus: () => view()?.focus(),
    insert,
    insertField: async (path) => {
      const { text, caret } = read();
      const written = (await questions.place(path, text, caret)) ?? printValuePath(path);
      insert(written);
      return written;
    },
    insertCall: (name) => {
      const now = view();
      if (!now) return;
      now.dispatch(
        now.state.changeByRange(({ from, to }) => {
          const insert = `$${name}(${now.state.sliceDoc(from, to)})`;
          return { changes: { from, to, insert }, range: EditorSelection.cursor(from + name.length + 2) };
        }),
        { scrollIntoView: true, userEvent: "input" },
      );
      now.focus();
    },
    edit: ({ from, to, insert: text }, select) => {
      const now = view();
      if (!now) return;
      const selection = select
        ? { anchor: from + select.start, head: from + select.end }
        : { anchor: from + text.length };
      now.dispatch({
        changes: { from, to, insert: text },
        selection,
        scrollIntoView: true,
        userEvent: "input",
      });
      now.focus();
    },
    show: (start, end) => {
      reveal(start, end);
      view()?.focus();
    },
    reveal,
    read,
  };
}
