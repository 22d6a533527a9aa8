import { useRef } from "react";
import { Menu as AriaMenu, Popover } from "react-aria-components";
import { useTranslations } from "use-intl";
import { classNames } from "../../ui/class-names.ts";
import { MenuActionRow } from "../../ui/menu.tsx";
import { popoverClassName } from "../../ui/option-row.ts";
import { readConversion } from "../dropping/conversions.ts";
import { useMapping, useMappingView } from "../editing/mapping-editing.tsx";
import { readTableCall } from "../tables/table-call.ts";
import type { TargetRow } from "../target-rows.ts";
import { isEditable } from "./columns.ts";
import { useProblemText } from "./use-problem-text.ts";

/** The menu of whichever row it was opened for. */
export function RowMenu({ frame }: { frame: HTMLElement | null }) {
  const id = useMappingView((state) => state.menu);
  const { model } = useMapping();
  const row = model.rows.find((one) => one.id === id);
  return row && frame ? <OpenMenu key={row.id} row={row} frame={frame} /> : null;
}

function OpenMenu({ row, frame }: { row: TargetRow; frame: HTMLElement }) {
  const t = useTranslations("mappingTable.menu");
  const { view } = useMapping();
  const button = frame.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"] [data-column="menu"]`);
  const trigger = useRef(button);
  const actions = useRowActions(row);
  const close = () => {
    view.show({ menu: undefined });
    const { focus } = view.getState();
    if (focus) view.focusOn(focus.row, focus.column);
  };
  return (
    <Popover
      isOpen
      triggerRef={trigger}
      placement="bottom end"
      offset={2}
      onOpenChange={(isOpen) => !isOpen && close()}
      className={classNames(popoverClassName, "min-w-60")}
    >
      <AriaMenu
        aria-label={t("label", { name: row.path.join(".") })}
        autoFocus="first"
        onClose={close}
        className="p-1 outline-none"
      >
        {actions.map((action) => (
          <MenuActionRow key={action.id} action={action} />
        ))}
      </AriaMenu>
    </Popover>
  );
}

function useRowActions(row: TargetRow) {
  const t = useTranslations("mappingTable.menu");
  const fixWord = useTranslations("mappingTable.fix");
  const problemText = useProblemText();
  const { model, view, actions } = useMapping();
  const conversion = readConversion(row.text);
  const canEdit = isEditable(row, "value");
  const suggestion = model.suggestions.get(row.id);
  const fixes = (model.problems.get(row.id) ?? []).flatMap((problem, index) => {
    const { fix } = problem;
    return fix && fix.kind !== "table"
      ? [
          {
            id: `fix ${index}`,
            label: `${fix.kind === "text" ? fix.title : fixWord(fix.kind)}: ${problemText(problem)}`,
            run: () => actions.fix(row, fix),
          },
        ]
      : [];
  });
  const all = [
    ...fixes,
    suggestion &&
      !row.pair && {
        id: "accept",
        label: t("accept", { source: suggestion.source }),
        run: () => actions.accept([suggestion]),
      },
    canEdit && {
      id: "edit",
      label: t("edit"),
      shortcut: "F2",
      run: () => view.edit({ row: row.id, part: "value", isTall: false }),
    },
    canEdit && {
      id: "tall",
      label: t("tall"),
      shortcut: "Alt+ArrowUp",
      run: () => view.edit({ row: row.id, part: "value", isTall: true }),
    },
    row.text !== "" && {
      id: "samples",
      label: t("samples"),
      shortcut: "Alt+ArrowDown",
      run: () => view.toggleDetail(row.id, "samples"),
    },
    readTableCall(row.text)
      ? { id: "table", label: t("table"), run: () => view.toggleDetail(row.id, "table") }
      : canEdit &&
        row.pair !== undefined &&
        row.kind === "field" && { id: "makeTable", label: t("makeTable"), run: () => actions.makeTable(row) },
    conversion && {
      id: "conversion",
      label: t("removeConversion"),
      run: () => actions.fix(row, { kind: "convert", expression: conversion.inner }),
    },
    row.place !== undefined && {
      id: "remove",
      label: t("remove"),
      shortcut: "Delete",
      danger: true,
      run: () => actions.remove(row),
    },
  ];
  return all.filter((one) => one !== false && one !== undefined);
}
