import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Popover } from "../ui/popover.tsx";
import { TextField } from "../ui/text-field.tsx";

/** Adds a field that the target does not list: by its name, with dots between the names of objects. */
export function AddTargetField({ onAdd }: { onAdd: (path: readonly string[]) => void }) {
  const t = useTranslations("mappingTable.add");
  const [typed, setTyped] = useState("");
  const path = typed.trim() === "" ? [] : typed.trim().split(".");
  return (
    <Popover
      label={t("title")}
      placement="bottom end"
      trigger={<IconButton icon={Plus} size="sm" label={t("title")} />}
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
          <TextField label={t("name")} value={typed} onChange={setTyped} mono className="grow" autoFocus />
          <Button type="submit" variant="primary" isDisabled={path.length === 0}>
            {t("add")}
          </Button>
        </form>
      )}
    </Popover>
  );
}
