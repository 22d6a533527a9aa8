import { useMemo, useRef, useState } from "react";
import { Dialog, Popover } from "react-aria-components";
import { useTranslations } from "use-intl";
import { PickList, type PickRow } from "../../canvas/pick-list.tsx";
import { printValuePath } from "../../expression/expression-path.ts";
import { popoverClassName } from "../../ui/option-row.ts";
import type { PickedField } from "../dropping/picked-field.ts";
import { useMapping } from "../editing/mapping-editing.tsx";
import { FieldTypeGlyph } from "../table/field-type-glyph.tsx";

/** Maps a source field to a target field that is found by typing: the way without dragging. */
export function MapTo({
  picked,
  anchor,
  onClose,
}: {
  picked: PickedField;
  anchor: HTMLElement;
  /** `focusBack`: nothing was chosen, so the tree gets the keys back. */
  onClose: (focusBack: boolean) => void;
}) {
  const t = useTranslations("mappingTable.source");
  const { model, actions } = useMapping();
  const [search, setSearch] = useState("");
  const trigger = useRef(anchor);
  const rows = useMemo((): readonly PickRow[] => {
    const wanted = search.trim().toLowerCase();
    const titles = new Map(model.rows.map((row) => [row.id, row.field?.title ?? row.path.at(-1) ?? ""]));
    return model.rows
      .filter((row) => !row.isCovered)
      .map((row) => {
        const above = row.above === undefined ? undefined : titles.get(row.above);
        const title = titles.get(row.id) ?? "";
        return {
          id: row.id,
          label: above === undefined ? title : `${above} › ${title}`,
          detail: row.text === "" ? row.path.join(".") : `${row.path.join(".")} · ${row.text.slice(0, 60)}`,
          icon: <FieldTypeGlyph type={row.field?.type} />,
        };
      })
      .filter((row) => `${row.label} ${row.id}`.toLowerCase().includes(wanted));
  }, [model.rows, search]);
  const title = t("mapToTitle", { path: printValuePath(picked.path, picked.root) });
  return (
    <Popover
      isOpen
      triggerRef={trigger}
      placement="right top"
      offset={4}
      onOpenChange={(isOpen) => !isOpen && onClose(true)}
      className={`${popoverClassName} w-80`}
    >
      <Dialog aria-label={title} className="outline-none">
        <p className="truncate px-3 pt-2 text-sm text-ink-2">{title}</p>
        <PickList
          label={t("mapToSearch")}
          search={search}
          onSearch={setSearch}
          rows={rows}
          empty={t("nothingFits")}
          onPick={(id) => {
            const row = model.rows.find((one) => one.id === id);
            onClose(false);
            if (row) actions.drop(picked, row);
          }}
        />
      </Dialog>
    </Popover>
  );
}
