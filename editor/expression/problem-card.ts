import { type Diagnostic, forEachDiagnostic } from "@codemirror/lint";
import { type EditorState, type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import { type Command, EditorView, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import type { EditorTexts } from "./editor-texts.ts";

interface FoundHere {
  readonly diagnostic: Diagnostic;
  readonly from: number;
  readonly to: number;
}

interface Card {
  readonly found: readonly FoundHere[];
  /** Every quick fix of what was found. */
  readonly fixes: readonly { readonly name: string; readonly run: (view: EditorView) => void }[];
  readonly chosen: number;
  readonly tooltip: Tooltip;
}

const setCard = StateEffect.define<Card | undefined>();
const optionId = "expression-fix";

const cardField = StateField.define<Card | undefined>({
  create: () => undefined,
  update: (card, transaction) => {
    for (const effect of transaction.effects) if (effect.is(setCard)) return effect.value;
    return transaction.docChanged || transaction.selection ? undefined : card;
  },
  provide: (field) => [
    showTooltip.from(field, (card) => card?.tooltip ?? null),
    // The editor keeps the keyboard, as it does for completions.
    EditorView.contentAttributes.from(field, (card) =>
      card && card.fixes.length > 0 ? withActive(card.chosen) : {},
    ),
  ],
});

function withActive(chosen: number): Readonly<Record<string, string>> {
  return { "aria-activedescendant": `${optionId}-${chosen}` };
}

/**
 * What is wrong at the caret with its quick fixes: what a pointer gets by hovering, for the keyboard. `Mod-.` opens it on the problem
 * at the caret, else on the nearest in its line, else on the next one; arrows choose a fix, Enter makes it.
 */
export function problemCard(texts: () => EditorTexts): Extension {
  const open: Command = (view) => {
    const found = foundNear(view.state);
    const [first] = found;
    if (!first) return false;
    const fixes = found.flatMap(({ diagnostic, from, to }) =>
      (diagnostic.actions ?? []).map(({ name, apply }) => ({
        name,
        run: (target: EditorView) => apply(target, from, to),
      })),
    );
    view.dispatch({ selection: { anchor: first.from }, scrollIntoView: true });
    show(view, { found, fixes, chosen: 0 }, texts());
    const said = [...found.map(({ diagnostic }) => diagnostic.message), fixes[0]?.name ?? ""];
    view.dispatch({ effects: EditorView.announce.of(said.join(" ")) });
    return true;
  };
  const move =
    (by: number): Command =>
    (view) => {
      const card = view.state.field(cardField);
      if (!card || card.fixes.length === 0) return false;
      const chosen = (card.chosen + by + card.fixes.length) % card.fixes.length;
      show(view, { ...card, chosen }, texts());
      return true;
    };
  const make: Command = (view) => {
    const card = view.state.field(cardField);
    const fix = card?.fixes[card.chosen];
    if (!fix) return false;
    view.dispatch({ effects: setCard.of(undefined) });
    fix.run(view);
    return true;
  };
  const close: Command = (view) => {
    if (!view.state.field(cardField)) return false;
    view.dispatch({ effects: setCard.of(undefined) });
    return true;
  };
  return [
    cardField,
    Prec.high(
      keymap.of([
        { key: "Mod-.", run: open },
        { key: "ArrowDown", run: move(1) },
        { key: "ArrowUp", run: move(-1) },
        { key: "Enter", run: make },
        { key: "Escape", run: close },
      ]),
    ),
  ];
}

function foundNear(state: EditorState): readonly FoundHere[] {
  const all: FoundHere[] = [];
  forEachDiagnostic(state, (diagnostic, from, to) => all.push({ diagnostic, from, to }));
  const caret = state.selection.main.head;
  const here = all.filter(({ from, to }) => from <= caret && caret <= to);
  if (here.length > 0) return here;
  const { from: lineStart, to: lineEnd } = state.doc.lineAt(caret);
  const inLine = all.filter(({ from, to }) => from <= lineEnd && to >= lineStart);
  const distance = ({ from, to }: FoundHere) => Math.max(from - caret, caret - to);
  const nearest = inLine.sort((a, b) => distance(a) - distance(b))[0];
  const next = nearest ?? all.find(({ from }) => from > caret) ?? all[0];
  return next ? [next] : [];
}

function show(view: EditorView, parts: Omit<Card, "tooltip">, texts: EditorTexts): void {
  const pos = parts.found[0]?.from ?? 0;
  const tooltip: Tooltip = { pos, above: false, create: () => ({ dom: draw(view, parts, texts) }) };
  view.dispatch({ effects: setCard.of({ ...parts, tooltip }) });
}

function draw(
  view: EditorView,
  { found, fixes, chosen }: Omit<Card, "tooltip">,
  texts: EditorTexts,
): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-problem-card";
  for (const { diagnostic } of found) {
    const message = dom.appendChild(document.createElement("p"));
    message.className = `cm-diagnostic cm-diagnostic-${diagnostic.severity}`;
    message.textContent = diagnostic.message;
  }
  if (fixes.length === 0) return dom;
  const list = dom.appendChild(document.createElement("ul"));
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", texts.fixesLabel);
  fixes.forEach(({ name, run }, index) => {
    const option = list.appendChild(document.createElement("li"));
    option.id = `${optionId}-${index}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", String(index === chosen));
    option.textContent = name;
    option.onmousedown = (event) => {
      event.preventDefault();
      view.dispatch({ effects: setCard.of(undefined) });
      run(view);
    };
  });
  return dom;
}
