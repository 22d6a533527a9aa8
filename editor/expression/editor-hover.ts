import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import type { EditorContext } from "./editor-context.ts";
import type { EditorTexts } from "./editor-texts.ts";
import type { SeenValue } from "./expression-question.ts";

/** Milliseconds the pointer rests before values are shown. */
const restMs = 250;

const showValue = StateEffect.define<Tooltip | undefined>();

const valueField = StateField.define<Tooltip | undefined>({
  create: () => undefined,
  update: (shown, transaction) => {
    for (const effect of transaction.effects) if (effect.is(showValue)) return effect.value;
    return transaction.docChanged || transaction.selection ? undefined : shown;
  },
  provide: (field) => showTooltip.from(field, (shown) => shown ?? null),
});

/**
 * What a part of the expression gives with the current sample: at the pointer, or at the caret with `Mod-i`. Parts that are evaluated
 * for each line show the lines by their number.
 */
export function hoverValues({ questions, texts }: EditorContext): Extension {
  const tooltipAt = async (view: EditorView, pos: number): Promise<Tooltip | null> => {
    const text = view.state.doc.toString();
    const seen = await questions.hover(text, pos);
    if (!seen || view.state.doc.toString() !== text) return null;
    const { start, end } = seen;
    return {
      pos: start,
      end,
      above: true,
      create: () => ({ dom: draw(seen, text.slice(start, end), texts()) }),
    };
  };
  const hide = (view: EditorView) => {
    if (!view.state.field(valueField)) return false;
    view.dispatch({ effects: showValue.of(undefined) });
    return true;
  };
  return [
    valueField,
    EditorView.domEventHandlers({ blur: (_event, view) => void hide(view) }),
    hoverTooltip((view, pos) => tooltipAt(view, pos), { hoverTime: restMs }),
    keymap.of([
      {
        key: "Mod-i",
        run: (view) => {
          void tooltipAt(view, view.state.selection.main.head).then((tooltip) => {
            if (tooltip) view.dispatch({ effects: showValue.of(tooltip) });
          });
          return true;
        },
      },
      {
        key: "Escape",
        run: hide,
      },
    ]),
  ];
}

function draw({ count, values }: SeenValue, part: string, texts: EditorTexts): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-seen-value";
  dom.setAttribute("role", "status");
  dom.setAttribute("aria-label", texts.valueLabel);
  const name = dom.appendChild(document.createElement("code"));
  name.className = "cm-seen-part";
  name.textContent = part.replace(/\s+/g, " ").slice(0, 80);
  const show = (element: HTMLElement, value: string | undefined) => {
    element.textContent = value ?? texts.nothing;
    element.className = value === undefined ? "cm-seen-nothing" : "";
  };
  if (count === 1) {
    show(dom.appendChild(document.createElement("samp")), values[0]);
    return dom;
  }
  const list = dom.appendChild(document.createElement("dl"));
  values.forEach((value, index) => {
    list.appendChild(document.createElement("dt")).textContent = texts.item(index + 1);
    show(list.appendChild(document.createElement("dd")), value);
  });
  if (count > values.length) {
    dom.appendChild(document.createElement("p")).textContent = texts.more(count - values.length);
  }
  return dom;
}
