import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  SearchQuery,
  search,
  searchKeymap,
  setSearchQuery,
} from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { type EditorView, keymap, type Panel, type ViewUpdate } from "@codemirror/view";
import type { EditorTexts } from "./editor-texts.ts";

/** Counting stops here; more matches than this nobody steps through. */
const mostCounted = 999;

/** Finding inside one expression with `Mod-f`: the next and the one before, and how many there are. */
export function findInExpression(texts: () => EditorTexts): Extension {
  return [search({ top: true, createPanel: (view) => findPanel(view, texts()) }), keymap.of(searchKeymap)];
}

function findPanel(view: EditorView, texts: EditorTexts): Panel {
  const dom = document.createElement("div");
  dom.className = "cm-find";
  dom.setAttribute("role", "search");
  const input = dom.appendChild(document.createElement("input"));
  input.setAttribute("aria-label", texts.find);
  input.setAttribute("main-field", "true");
  input.placeholder = texts.find;
  input.value = getSearchQuery(view.state).search;
  const count = dom.appendChild(document.createElement("span"));
  count.className = "cm-find-count";
  count.setAttribute("role", "status");
  const button = (lines: string, label: string, run: () => void) => {
    const made = dom.appendChild(document.createElement("button"));
    made.type = "button";
    made.appendChild(glyph(lines));
    made.title = label;
    made.setAttribute("aria-label", label);
    made.onclick = run;
  };
  button("m18 15-6-6-6 6", texts.findPrevious, () => findPrevious(view));
  button("m6 9 6 6 6-6", texts.findNext, () => findNext(view));
  button("M18 6 6 18M6 6l12 12", texts.closeFind, () => closeSearchPanel(view));
  const tell = () => {
    const found = countMatches(view);
    count.textContent = input.value === "" ? "" : texts.found(found);
  };
  input.oninput = () => {
    view.dispatch({ effects: setSearchQuery.of(new SearchQuery({ search: input.value, literal: true })) });
    tell();
  };
  dom.onkeydown = (event) => {
    if (event.key === "Enter" && event.target === input) (event.shiftKey ? findPrevious : findNext)(view);
    else if (event.key === "Escape") closeSearchPanel(view);
    else return;
    event.preventDefault();
    // What is around the editor has its own use for these keys.
    event.stopPropagation();
  };
  return {
    dom,
    top: true,
    mount: () => {
      input.select();
      tell();
    },
    update: (update: ViewUpdate) => {
      if (update.docChanged) tell();
    },
  };
}

/** A glyph of the kit's size and weight; React, which draws the others, has no hand in here. */
function glyph(lines: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const attributes = {
    viewBox: "0 0 24 24",
    width: "16",
    height: "16",
    fill: "none",
    stroke: "currentColor",
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  svg.setAttribute("aria-hidden", "true");
  const path = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
  path.setAttribute("d", lines);
  path.setAttribute("stroke-width", "2");
  path.setAttribute("stroke-linecap", "round");
  return svg;
}

function countMatches(view: EditorView): number {
  const query = getSearchQuery(view.state);
  if (!query.valid) return 0;
  const matches = query.getCursor(view.state);
  let count = 0;
  while (count < mostCounted && !matches.next().done) count++;
  return count;
}
