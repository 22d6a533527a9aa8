import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { ComboBox } from "../ui/combo-box.tsx";
import { Popover } from "../ui/popover.tsx";
import type { TargetField } from "./find-target.ts";
import { rowId } from "./table-rows.ts";

export interface AddTargetFieldProps {
  fields: readonly TargetField[];
  mapped: ReadonlySet<string>;
  isDisabled: boolean;
  onAdd: (path: readonly string[]) => void;
}

/** Adds a field to the mapping: one of the target's that is not mapped yet, or any name. */
export function AddTargetField({ fields, mapped, isDisabled, onAdd }: AddTargetFieldProps) {
  const t = useTranslations("mapping.add");
  const [typed, setTyped] = useState("");
  const free = fields.filter((one) => !mapped.has(rowId(one.path)));
  const chosen = free.find((one) => one.path.join(".") === typed || one.field.title === typed);
  const path = chosen?.path ?? (typed.trim() === "" ? [] : typed.trim().split("."));
  return (
    <Popover
      label={t("title")}
      placement="bottom end"
      trigger={
        <Button variant="quiet" size="sm" icon={Plus} isDisabled={isDisabled}>
          {t("title")}
        </Button>
      }
    >
      {(close) => (
        <form
          className="flex w-72 items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (path.length === 0) return;
            setTyped("");
            close();
            onAdd(path);
          }}
        >
          <ComboBox
            label={t("name")}
            options={free.map((one) => ({
              id: one.path.join("."),
              label: one.field.title,
              description: one.required
                ? t("requiredField", { name: one.path.join(".") })
                : one.path.join("."),
            }))}
            value={typed}
            onChange={setTyped}
            allowsOwnText
            className="grow"
          />
          <Button type="submit" variant="primary" isDisabled={path.length === 0}>
            {t("add")}
          </Button>
        </form>
      )}
    </Popover>
  );
}
