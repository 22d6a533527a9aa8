import {
  removePair,
  replaceContext,
  replaceFilter,
  replaceValue,
  wrapInList,
  writeField,
} from "@trasvase/shared/expression/slice-edits.ts";
import type { GraphTable } from "@trasvase/shared/graph.ts";
import { definitions } from "../../document/catalogue.ts";
import type { DocumentStore } from "../../document/document-store.ts";
import { setConfig, setTables } from "../../document/edits/config.ts";
import { applyDrop, type Placement, placementsFor } from "../dropping/apply-drop.ts";
import { type DropOption, type DropPlace, type Dropped, dropOptions } from "../dropping/drop-options.ts";
import type { PickedField } from "../dropping/picked-field.ts";
import { relatePath } from "../dropping/relate-path.ts";
import type { TargetField } from "../find-target.ts";
import type { RowFix } from "../row-problems.ts";
import { fieldKey } from "../source/fields-read.ts";
import { allFields, valueOfField } from "../source/source-fields.ts";
import type { Suggestion } from "../suggesting/suggest.ts";
import { newTableName, writeTableCall } from "../tables/table-call.ts";
import { rowId, type TargetRow } from "../target-rows.ts";
import { itemsAround, type MappingModel, textField, valueOfRoot } from "./mapping-model.ts";
import type { CellPart, MappingViewStore } from "./mapping-view.ts";

export interface ActionParts {
  readonly model: () => MappingModel;
  readonly view: MappingViewStore;
  readonly document: DocumentStore;
  /** Tells people what could not be done. */
  readonly say: (code: "choose-row" | "cannot-drop" | "no-rows") => void;
}

export type MappingActions = ReturnType<typeof makeMappingActions>;

/** What can be done to an open mapping. Everything ends as one new text; the document keeps the history. */
export function makeMappingActions({ model, view, document, say }: ActionParts) {
  /** Puts a text in place of the mapping's; a burst of typing is one entry of the history until `commit`. */
  const write = (text: string): void => {
    const { node } = model();
    const { graph, apply } = document.getState();
    const config = graph.nodes[node]?.config;
    if (!config || config[textField] === text) return;
    apply(
      setConfig(
        graph,
        { name: node, config: { ...config, [textField]: text }, field: textField },
        definitions,
      ),
    );
  };
  const commit = (): void => document.getState().seal();
  /** Makes one change that is an entry of the history by itself. */
  const change = (text: string | undefined): void => {
    if (text === undefined) {
      say("no-rows");
      return;
    }
    commit();
    write(text);
    commit();
  };

  const writeCell = (row: TargetRow, part: CellPart, expression: string): void => {
    const { text } = model();
    const fresh = rowNow(row);
    if (part !== "value") {
      if (!fresh?.place) return;
      write((part === "context" ? replaceContext : replaceFilter)(text, fresh.place, expression));
    } else if (expression.trim() === "") {
      if (fresh?.place) write(removePair(text, fresh.place));
    } else if (fresh?.place) {
      write(replaceValue(text, fresh.place, expression));
    } else {
      const made = writeField(text, row.path, expression);
      if (made === undefined) say("no-rows");
      else write(made);
    }
  };

  /** A row as it is in the text of this moment. */
  const rowNow = (row: TargetRow): TargetRow | undefined => model().rows.find((one) => one.id === row.id);

  const optionsFor = (row: TargetRow, picked: PickedField) => {
    const dropped = droppedOf(model(), picked, view.getState().line);
    const place = placeOf(model(), row);
    return place ? { dropped, options: dropOptions(dropped, place) } : { dropped, options: [] };
  };

  const choose = (row: TargetRow, option: DropOption, placement: Placement): void => {
    view.show({ dropped: undefined, edited: undefined });
    view.focusOn(row.id, "value");
    change(applyDrop(model().text, rowNow(row) ?? row, { option, placement }));
  };

  return {
    write,
    commit,
    writeCell,
    choose,
    optionsFor,

    /** Puts a source field into a row: at once where there is one way to do it, else by asking how. */
    drop(picked: PickedField, row: TargetRow): void {
      const { options } = optionsFor(row, picked);
      const [only] = options;
      if (!only) {
        say("cannot-drop");
        return;
      }
      const ways = options.length === 1 ? placementsFor(row, only) : [];
      if (ways.length === 1 && ways[0]) choose(row, only, ways[0]);
      else
        view.show({
          dropped: { row: row.id, picked },
          edited: undefined,
          focus: { row: row.id, column: "value" },
        });
    },

    /** How a source field is written in a row's expression; undefined when it is no row. */
    pathAt(id: string | undefined, picked: PickedField): string | undefined {
      const { rows, reader } = model();
      const row = rows.find((one) => one.id === id);
      const rootValue = (root: string) => valueOfRoot(model(), root);
      return row && relatePath(picked, itemsAround(row, rows, reader), rootValue).text;
    },

    /** Puts a source field into the row that the keys were in last. */
    fill(picked: PickedField): void {
      const { focus } = view.getState();
      const row = model().rows.find((one) => one.id === focus?.row);
      if (row && !row.isCovered) this.drop(picked, row);
      else say("choose-row");
    },

    remove(row: TargetRow): void {
      const fresh = rowNow(row);
      if (fresh?.place) change(removePair(model().text, fresh.place));
      view.show({
        added: view.getState().added.filter((path) => rowId(path) !== row.id),
        edited: undefined,
        detail: undefined,
      });
    },

    add(path: readonly string[]): void {
      view.show({ added: [...view.getState().added, path] });
      view.edit({ row: rowId(path), part: "value", isTall: false });
    },

    /** Takes suggestions over, all as one change. */
    accept(suggestions: readonly Suggestion[]): void {
      const { rows } = model();
      let text: string | undefined = model().text;
      for (const { row: id, expression } of suggestions) {
        const row = rows.find((one) => one.id === id);
        if (row && !row.pair && text !== undefined) text = writeField(text, row.path, expression);
      }
      change(text);
    },

    fix(row: TargetRow, fix: RowFix): void {
      const place = rowNow(row)?.place;
      if (!place) return;
      const { text } = model();
      if (fix.kind === "text") change(text.slice(0, fix.start) + fix.text + text.slice(fix.end));
      else if (fix.kind === "wrap") change(wrapInList(model().text, place));
      else if (fix.kind === "convert") change(replaceValue(model().text, place, fix.expression));
      else this.makeTable(row);
    },

    /** Looks the value of a row up in a new value table, and opens it. */
    makeTable(row: TargetRow): void {
      const { text, tables } = model();
      const fresh = rowNow(row);
      if (!fresh?.place) return;
      const name = newTableName(row.path.at(-1) ?? "table", new Set(Object.keys(tables)));
      commit();
      this.setTable(name, { rows: [] });
      write(replaceValue(text, fresh.place, writeTableCall(name, fresh.text)));
      commit();
      view.show({ detail: { row: row.id, kind: "table" }, edited: undefined });
    },

    setTable(name: string, table: GraphTable): void {
      const { graph, apply } = document.getState();
      apply(setTables(graph, { ...graph.tables, [name]: table }));
    },

    /** Whether a field is sent when a record is created only, in the destination behind the mapping. */
    setCreateOnly(row: TargetRow, isCreateOnly: boolean): void {
      const { target } = model();
      const { graph, apply } = document.getState();
      const config = target && graph.nodes[target.node]?.config;
      if (!target || !config) return;
      const path = row.path.join(".");
      const others = target.createOnly.filter((one) => one !== path);
      const createOnly = isCreateOnly ? [...others, path] : others;
      commit();
      apply(setConfig(graph, { name: target.node, config: { ...config, createOnly } }, definitions));
      commit();
    },
  };
}

/** Where a row takes a dropped field; undefined when it cannot take one. */
function placeOf(model: MappingModel, row: TargetRow): DropPlace | undefined {
  if (row.isCovered) return undefined;
  const unmade = listsAbove(model, row).filter((one) => one.kind === "lines" && !one.pair);
  if (unmade.length > 1) return undefined;
  return {
    row,
    inside: fieldAt(model.fields, row.path)?.children ?? [],
    around: itemsAround(row, model.rows, model.reader),
    list: unmade[0],
  };
}

function listsAbove({ rows }: MappingModel, row: TargetRow): readonly TargetRow[] {
  const found: TargetRow[] = [];
  let above = rows.find((one) => one.id === row.above);
  while (above) {
    found.push(above);
    const next: string | undefined = above.above;
    above = rows.find((one) => one.id === next);
  }
  return found;
}

function fieldAt(fields: readonly TargetField[], path: readonly string[]): TargetField | undefined {
  const [name, ...rest] = path;
  const field = fields.find((one) => one.field.name === name);
  return field && rest.length > 0 ? fieldAt(field.children, rest) : field;
}

/** A picked field with what the samples say of it. */
function droppedOf(model: MappingModel, picked: PickedField, line: number): Dropped {
  const rootValue = (root: string) => valueOfRoot(model, root);
  const known = model.roots
    .filter((one) => one.root === picked.root)
    .flatMap((one) => allFields(one.fields))
    .find((one) => fieldKey(one.root, one.path) === fieldKey(picked.root, picked.path));
  return {
    picked,
    fields: known?.fields ?? [],
    example: valueOfField(rootValue(picked.root), picked.path, line) ?? known?.example,
    rootValue,
  };
}
