import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDocument } from "../../../document/flow-editing.tsx";
import { Button } from "../../../ui/button.tsx";
import { ComboBox } from "../../../ui/combo-box.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { fieldTexts } from "../../field-texts.ts";
import { resourceOfConfig } from "../../resource-of.ts";
import type { WidgetProps } from "../../widget-props.ts";

/** A list of field names, chosen from those of the resource or typed. */
export function FieldListWidget(props: WidgetProps) {
  const { value, onChange, onCommit, form, error } = props;
  const t = useTranslations("forms");
  const types = useDocument((state) => state.catalogue.connections);
  const resource = resourceOfConfig(form.node?.config ?? form.values, types);
  const [typed, setTyped] = useState("");
  const names = Array.isArray(value) ? value.map(String) : [];
  const free = (resource?.fields ?? []).filter((one) => one.writable !== false && !names.includes(one.name));
  const name = free.find((one) => one.title === typed)?.name ?? typed.trim();
  const { label, description } = fieldTexts(props);
  const add = () => {
    if (name === "" || names.includes(name)) return;
    onChange([...names, name]);
    onCommit();
    setTyped("");
  };
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-end gap-1">
        <ComboBox
          label={label}
          error={error}
          options={free.map((one) => ({ id: one.name, label: one.title, description: one.name }))}
          value={typed}
          onChange={setTyped}
          allowsOwnText
          placeholder={t("fieldName")}
          className="grow"
        />
        <Button icon={Plus} onPress={add} isDisabled={name === "" || names.includes(name)}>
          {t("add")}
        </Button>
      </div>
      {description && <p className="max-w-[72ch] text-sm text-ink-2">{description}</p>}
      {names.length > 0 && (
        <ul aria-label={label} className="flex flex-wrap gap-1">
          {names.map((one) => (
            <li
              key={one}
              className="flex items-center rounded-3 border border-line bg-sunken pl-2 font-mono text-sm"
            >
              {one}
              <IconButton
                icon={X}
                size="sm"
                label={t("removeField", { name: one })}
                onPress={() => {
                  onChange(names.filter((other) => other !== one));
                  onCommit();
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
