import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../ui/button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { asText, fieldTexts } from "../../field-texts.ts";
import type { WidgetProps } from "../../widget-props.ts";

type Row = readonly [name: string, value: string];

/** Names with values, such as headers. Rows without a name, or with one that is there already, stay on screen until they have their own. */
export function KeyValueWidget(props: WidgetProps) {
  const { value, onChange, onCommit } = props;
  const t = useTranslations("forms");
  const stored = readRows(value);
  const [draft, setDraft] = useState<readonly Row[]>();
  const rows = draft ?? stored;
  const { label, description, error } = fieldTexts(props);
  const put = (changed: readonly Row[]) => {
    setDraft(changed);
    onChange(toObject(changed));
  };
  const leave = () => {
    if (draft && JSON.stringify(readRows(toObject(draft))) === JSON.stringify(draft)) setDraft(undefined);
    onCommit();
  };
  const doubled = (name: string, index: number) =>
    name !== "" && rows.findIndex(([one]) => one === name) < index;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      {rows.map(([name, text], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row may have any name while it is typed; its place is its identity
        <div key={index} className="flex items-start gap-1">
          <TextField
            label={t("name")}
            hideLabel
            placeholder={t("name")}
            value={name}
            onChange={(changed) => put(rows.map((row, place) => (place === index ? [changed, text] : row)))}
            onBlur={leave}
            className="w-2/5"
            mono
            {...(doubled(name, index) ? { error: t("nameTwice") } : {})}
          />
          <TextField
            label={t("value")}
            hideLabel
            placeholder={t("value")}
            value={text}
            onChange={(changed) => put(rows.map((row, place) => (place === index ? [name, changed] : row)))}
            onBlur={leave}
            className="grow"
            mono
          />
          <IconButton
            icon={X}
            label={t("removeField", { name: name === "" ? t("emptyField") : name })}
            onPress={() => {
              put(rows.filter((_, place) => place !== index));
              onCommit();
            }}
          />
        </div>
      ))}
      <Button
        variant="quiet"
        size="sm"
        icon={Plus}
        className="self-start px-1!"
        onPress={() => setDraft([...rows, ["", ""]])}
      >
        {t("add")}
      </Button>
      {description && <p className="text-sm text-ink-2">{description}</p>}
      {error && <p className="text-sm text-err">{error}</p>}
    </fieldset>
  );
}

function readRows(value: Json | undefined): readonly Row[] {
  return isJsonObject(value) ? Object.entries(value).map(([name, text]): Row => [name, asText(text)]) : [];
}

function toObject(rows: readonly Row[]): Readonly<Record<string, string>> {
  const object: Record<string, string> = {};
  for (const [name, text] of rows) if (name !== "" && !Object.hasOwn(object, name)) object[name] = text;
  return object;
}
