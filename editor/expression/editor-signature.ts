import { type Extension, StateEffect, StateField } from "@codemirror/state";
import {
  keymap,
  showTooltip,
  type Tooltip,
  type TooltipView,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import type { EditorContext } from "./editor-context.ts";
import type { CallHelp } from "./expression-question.ts";

const showCall = StateEffect.define<CallHelp | undefined>();

interface Shown {
  readonly help: CallHelp;
  readonly tooltip: Tooltip;
}

const callField = StateField.define<Shown | undefined>({
  create: () => undefined,
  update: (shown, transaction) => {
    for (const effect of transaction.effects) {
      if (!effect.is(showCall)) continue;
      const help = effect.value;
      return help && { help, tooltip: tooltipOf(help) };
    }
    if (!shown || !transaction.docChanged) return shown;
    const pos = transaction.changes.mapPos(shown.help.start);
    return { help: { ...shown.help, start: pos }, tooltip: { ...shown.tooltip, pos } };
  },
  provide: (field) => showTooltip.from(field, (shown) => shown?.tooltip ?? null),
});

/** The parameters of the call around the caret, the one being written in bold; follows the caret. Escape hides it until the next call. */
export function signatureHelp({ questions }: EditorContext): Extension {
  let hidden: string | undefined;
  const follow = ViewPlugin.define((view) => {
    let asked = 0;
    const set = (help: CallHelp | undefined) => {
      if (same(view.state.field(callField)?.help, help)) return;
      view.dispatch({ effects: showCall.of(help) });
    };
    const look = async () => {
      const sequence = ++asked;
      const { main } = view.state.selection;
      const text = view.state.doc.toString();
      const before = text.slice(0, main.head);
      // Most carets stand in no call of a function at all.
      const result =
        view.hasFocus && main.empty && before.includes("(")
          ? await questions.signature(text, main.head)
          : undefined;
      if (sequence !== asked) return;
      const help = result?.kind === "answered" ? result.answer : undefined;
      const place = help && `${help.name} ${help.start}`;
      if (place !== hidden) hidden = undefined;
      set(hidden === undefined ? help : undefined);
    };
    return {
      update: (update: ViewUpdate) => {
        // Tooltips may not be changed while an update is under way.
        if (update.docChanged || update.selectionSet || update.focusChanged)
          queueMicrotask(() => void look());
      },
      destroy: () => {
        asked++;
      },
    };
  });
  const hide = keymap.of([
    {
      key: "Escape",
      run: (view) => {
        const help = view.state.field(callField)?.help;
        if (!help) return false;
        hidden = `${help.name} ${help.start}`;
        view.dispatch({ effects: showCall.of(undefined) });
        return true;
      },
    },
  ]);
  return [callField, follow, hide];
}

function same(a: CallHelp | undefined, b: CallHelp | undefined): boolean {
  return a?.name === b?.name && a?.start === b?.start && a?.active === b?.active;
}

function tooltipOf(help: CallHelp): Tooltip {
  return { pos: help.start, above: true, strictSide: false, arrow: false, create: () => draw(help) };
}

function draw({ name, parameters, active, summary }: CallHelp): TooltipView {
  const dom = document.createElement("div");
  dom.className = "cm-call-help";
  dom.setAttribute("role", "status");
  const call = dom.appendChild(document.createElement("code"));
  call.append(`$${name}(`);
  // A parameter that may be repeated takes all further arguments.
  const last = parameters.length - 1;
  const current = active > last && parameters[last]?.endsWith("…") ? last : active;
  parameters.forEach((parameter, index) => {
    if (index > 0) call.append(", ");
    const part = call.appendChild(document.createElement(index === current ? "strong" : "span"));
    part.textContent = parameter;
  });
  call.append(")");
  dom.appendChild(document.createElement("p")).textContent = summary;
  return { dom };
}
