import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, dropCursor, EditorView, keymap, tooltips } from "@codemirror/view";
import { codeTheme } from "./code-theme.ts";
import { completions } from "./editor-completion.ts";
import type { EditorContext } from "./editor-context.ts";
import { hoverValues } from "./editor-hover.ts";
import { problemMarks } from "./editor-problems.ts";
import { signatureHelp } from "./editor-signature.ts";
import { findInExpression } from "./find-panel.ts";
import { jsonata } from "./jsonata-language.ts";
import { problemCard } from "./problem-card.ts";

/** What an editor tells the field around it. */
interface FieldCallbacks {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly onCaret?: ((at: number) => void) | undefined;
}

interface BehaviourParts {
  readonly context: EditorContext;
  readonly field: () => FieldCallbacks;
  readonly size: "line" | "full";
  /** What completions and the like are put into; the field's own box cuts off what hangs out of it. */
  readonly floatIn: HTMLElement;
}

/** Everything an editor can do, whatever its size. */
export function behaviour({ context, field, size, floatIn }: BehaviourParts): Extension[] {
  return [
    jsonata(),
    codeTheme,
    history(),
    drawSelection(),
    dropCursor(),
    closeBrackets(),
    EditorView.lineWrapping,
    EditorState.phrases.of(context.texts().phrases),
    tooltips({ parent: floatIn, position: "fixed" }),
    completions(context),
    signatureHelp(context),
    hoverValues(context),
    problemMarks(context),
    problemCard(context.texts),
    size === "full" ? lintGutter() : [],
    findInExpression(context.texts),
    // Tab is left to the page, so that the keyboard never gets caught here.
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...lintKeymap,
      ...historyKeymap,
      ...defaultKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      const { value, onChange, onCaret } = field();
      if (update.docChanged) {
        const text = update.state.doc.toString();
        if (text !== value) onChange(text);
      }
      if (update.selectionSet || update.docChanged) onCaret?.(update.state.selection.main.head);
    }),
    EditorView.domEventHandlers({ blur: () => field().onBlur?.() }),
  ];
}

export const fullHeight = EditorView.theme({
  "&": { height: "100%" },
  ".cm-scroller": { overflow: "auto" },
  ".cm-content, .cm-gutter": { minHeight: "100%" },
});
export const growing = EditorView.theme({ ".cm-scroller": { maxHeight: "12rem", overflow: "auto" } });

export function contentAttributes({
  label,
  describedBy,
}: {
  readonly label: string;
  readonly describedBy?: string | undefined;
}): Extension {
  return EditorView.contentAttributes.of({
    "aria-label": label,
    ...(describedBy === undefined ? {} : { "aria-describedby": describedBy }),
    spellcheck: "false",
    autocapitalize: "off",
  });
}
