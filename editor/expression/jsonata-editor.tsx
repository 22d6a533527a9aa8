import { Compartment, EditorState, Transaction } from "@codemirror/state";
import { EditorView, lineNumbers, placeholder } from "@codemirror/view";
import type { Problem } from "@trasvase/shared/problem.ts";
import { type Ref, useEffect, useId, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { behaviour, contentAttributes, fullHeight, growing } from "./editor-behaviour.ts";
import { type JsonataEditorHandle, makeHandle, smallestChange } from "./editor-handle.ts";
import { lookAgain } from "./editor-problems.ts";
import { useEditorTexts } from "./editor-texts.ts";
import type { FieldKnowledge } from "./field-knowledge.ts";
import { FieldQuestions, type TextAround } from "./field-questions.ts";
import { expressionWorker } from "./the-worker.ts";

export interface JsonataEditorProps {
  value: string;
  onChange: (text: string) => void;
  onBlur?: (() => void) | undefined;
  /** Called when the caret moves, with its offset in the field's text: a mapping selects the row it stands in. */
  onCaret?: ((at: number) => void) | undefined;
  /** The accessible name. */
  label: string;
  /** Ids of the elements that describe it: help and error. */
  describedBy?: string | undefined;
  /** `line` grows with its text up to some lines; `full` fills its box and has line numbers and marks beside them. */
  size: "line" | "full";
  placeholder?: string | undefined;
  /** Problems that planning and the preview found in this text. */
  problems: readonly Problem[];
  knowledge: FieldKnowledge;
  /**
   * The text before and behind, when this field edits a part of a larger expression: what is in view in the part, such as the line of
   * `lines.{ … }`, follows from it. Left out: the field is the whole expression.
   */
  around?: TextAround | undefined;
  handle?: Ref<JsonataEditorHandle> | undefined;
  autoFocus?: boolean | undefined;
}

/** A JSONata text in CodeMirror. Load it through jsonata-field.tsx, which keeps CodeMirror out of the first load. */
export function JsonataEditor(props: JsonataEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const texts = useEditorTexts();
  const latest = useRef({ props, texts });
  const attributes = useRef(new Compartment());
  const id = useId();
  useLayoutEffect(() => {
    latest.current = { props, texts };
  });

  // Made once per mounted field; everything that changes later goes through `latest` or the compartment.
  useLayoutEffect(() => {
    if (!box.current) return;
    const { value, size, autoFocus, placeholder: hint } = latest.current.props;
    const questions = new FieldQuestions(expressionWorker, id, () => latest.current.props);
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          ...behaviour({
            context: {
              questions,
              texts: () => latest.current.texts,
              problems: () => latest.current.props.problems,
            },
            field: () => latest.current.props,
            size,
            // Inside a landmark, so that a screen reader knows where they belong.
            floatIn: box.current.closest<HTMLElement>("[data-command-scope], main") ?? document.body,
          }),
          attributes.current.of(contentAttributes(latest.current.props)),
          size === "full" ? [lineNumbers(), fullHeight] : growing,
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
  }, [id]);

  const { value, label, describedBy, problems, knowledge, around } = props;
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what findings depend on besides the text
  useEffect(() => {
    view.current?.dispatch({ effects: lookAgain.of(null) });
  }, [problems, knowledge, around?.before, around?.after, texts]);

  useImperativeHandle(
    props.handle,
    () =>
      makeHandle(() => view.current, new FieldQuestions(expressionWorker, id, () => latest.current.props)),
    [id],
  );
  return <div ref={box} className={props.size === "full" ? "h-full min-h-0" : "min-h-0"} />;
}
