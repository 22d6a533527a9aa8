import { EditorState, type Extension, RangeSetBuilder, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { isBracket, matchBrackets, type Token, tokenize } from "@trasvase/shared/expression/tokens.ts";
import { colourOf } from "./token-colours.ts";

/** The tokens of the whole text: the same that find the slices of a mapping, so what is coloured alike is cut alike. */
const tokensField = StateField.define<readonly Token[]>({
  create: (state) => tokenize(state.doc.toString()),
  update: (tokens, transaction) =>
    transaction.docChanged ? tokenize(transaction.newDoc.toString()) : tokens,
});

/** Index of the token that ends behind `at`; the number of tokens when there is none. */
function indexAt(tokens: readonly Token[], at: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const colouring = ViewPlugin.define(
  (view) => {
    const plugin = {
      decorations: colour(view),
      update(update: ViewUpdate) {
        if (update.docChanged || update.viewportChanged) plugin.decorations = colour(update.view);
      },
    };
    return plugin;
  },
  { decorations: (plugin) => plugin.decorations },
);

function colour(view: EditorView): DecorationSet {
  const tokens = view.state.field(tokensField);
  const marks = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let index = indexAt(tokens, from); index < tokens.length; index++) {
      const token = tokens[index];
      if (token === undefined || token.start >= to) break;
      const classes = colourOf(tokens, index);
      if (classes !== undefined) marks.add(token.start, token.end, markOf(classes));
    }
  }
  return marks.finish();
}

const marksByClass = new Map<string, Decoration>();

function markOf(classes: string): Decoration {
  const known = marksByClass.get(classes) ?? Decoration.mark({ class: classes });
  marksByClass.set(classes, known);
  return known;
}

/** Marks the bracket at the caret and its partner, or the bracket alone when it has none. Brackets inside texts are no brackets. */
const bracketMatching = EditorView.decorations.compute(["selection", tokensField], (state) => {
  const { main } = state.selection;
  if (!main.empty) return Decoration.none;
  const tokens = state.field(tokensField);
  const index = tokens.findIndex(
    (token) => isBracket(token) && (token.end === main.head || token.start === main.head),
  );
  const bracket = tokens[index];
  if (bracket === undefined) return Decoration.none;
  const partner = tokens[matchBrackets(tokens).get(index) ?? -1];
  const marks = partner === undefined ? [bracket] : [bracket, partner].sort((a, b) => a.start - b.start);
  const mark = partner === undefined ? unmatched : matched;
  return Decoration.set(marks.map(({ start, end }) => mark.range(start, end)));
});

const matched = Decoration.mark({ class: "cm-matchingBracket" });
const unmatched = Decoration.mark({ class: "cm-nonmatchingBracket" });

/** JSONata for CodeMirror: its colours, its brackets and its comments. */
export function jsonata(): Extension {
  return [
    tokensField,
    colouring,
    bracketMatching,
    EditorState.languageData.of(() => [
      {
        commentTokens: { block: { open: "/*", close: "*/" } },
        closeBrackets: { brackets: ["(", "[", "{", '"', "`"] },
      },
    ]),
  ];
}
