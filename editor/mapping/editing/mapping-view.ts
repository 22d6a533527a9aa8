import { createStore } from "zustand/vanilla";
import type { PickedField } from "../dropping/picked-field.ts";

/** The cells of a row that the keys can be in. Lines have two expressions: the path to the items, and which of them are kept. */
export type Column = "field" | "value" | "context" | "filter" | "result" | "create" | "menu";

/** A part of a row that is an expression of its own. */
export type CellPart = Extract<Column, "value" | "context" | "filter">;

/** What can be open below a row. */
export type DetailKind = "samples" | "table" | "problems";

export interface EditedCell {
  readonly row: string;
  readonly part: CellPart;
  /** Opened over the whole width, with room for many lines. */
  readonly isTall: boolean;
  /** The character that opened it, which takes the place of what stood there. */
  readonly typed?: string | undefined;
}

/** What belongs to this look at the mapping and never to its text. */
export interface MappingView {
  readonly mode: "table" | "text";
  readonly focus: { readonly row: string; readonly column: Column } | undefined;
  /** Grows each time the cell of `focus` should take the keyboard. */
  readonly focusAsked: number;
  readonly edited: EditedCell | undefined;
  /** Which line of every list is looked at, counted from 0; the last one where there are fewer. */
  readonly line: number;
  /** What is open below a row: its values over all samples, its value table, or what there is to look at. */
  readonly detail: { readonly row: string; readonly kind: DetailKind } | undefined;
  /** The row whose menu is open. */
  readonly menu: string | undefined;
  /** A source field that waits for the choice of how it goes into a row. */
  readonly dropped: { readonly row: string; readonly picked: PickedField } | undefined;
  /** The source field that is being dragged, by pointer or by keys. */
  readonly carried: PickedField | undefined;
  /** What the pointer is at, so that the other side can show what belongs to it. */
  readonly pointed:
    | { readonly kind: "row"; readonly row: string }
    | { readonly kind: "field"; readonly field: string }
    | undefined;
  /** Paths of rows just added by hand, which have no expression yet. */
  readonly added: readonly (readonly string[])[];
  readonly showsSuggestions: boolean;
  /** What target fields are searched for; empty: all are shown. */
  readonly search: string;
}

const modeKey = "trasvase.mapping-mode";
const suggestionsKey = "trasvase.mapping-suggestions";

export type MappingViewStore = ReturnType<typeof createMappingView>;

/** The view of one open mapping; table or text and whether suggestions are shown are remembered in this browser. */
export function createMappingView() {
  const store = createStore<MappingView>(() => ({
    mode: localStorage.getItem(modeKey) === "text" ? "text" : "table",
    focus: undefined,
    focusAsked: 0,
    edited: undefined,
    line: 0,
    detail: undefined,
    menu: undefined,
    dropped: undefined,
    carried: undefined,
    pointed: undefined,
    added: [],
    showsSuggestions: localStorage.getItem(suggestionsKey) !== "hidden",
    search: "",
  }));
  const show = (change: Partial<MappingView>) => store.setState(change);
  return {
    ...store,
    show,
    setMode: (mode: MappingView["mode"]) => {
      localStorage.setItem(modeKey, mode);
      show({ mode, edited: undefined, dropped: undefined });
    },
    setShowsSuggestions: (showsSuggestions: boolean) => {
      localStorage.setItem(suggestionsKey, showsSuggestions ? "shown" : "hidden");
      show({ showsSuggestions });
    },
    edit: (edited: EditedCell) =>
      show({ edited, dropped: undefined, focus: { row: edited.row, column: edited.part } }),
    /** Brings the keyboard to a cell. */
    focusOn: (row: string, column: Column) =>
      store.setState(({ focusAsked }) => ({ focus: { row, column }, focusAsked: focusAsked + 1 })),
    setLine: (line: number) => show({ line: Math.max(0, line) }),
    toggleDetail: (row: string, kind: DetailKind) => {
      const { detail } = store.getState();
      show({ detail: detail?.row === row && detail.kind === kind ? undefined : { row, kind } });
    },
  };
}
