import type { ResourceDefinition } from "@trasvase/shared/connector.ts";
import { Plus, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { useDocument } from "../../../document/flow-editing.tsx";
import { Button } from "../../../ui/button.tsx";
import { ComboBox } from "../../../ui/combo-box.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import type { Option } from "../../../ui/list-box.tsx";
import { Select } from "../../../ui/select.tsx";
import { fieldTexts } from "../../field-texts.ts";
import { resourceOfConfig } from "../../resource-of.ts";
import type { WidgetProps } from "../../widget-props.ts";

/** The field, or fields together, by which a record of the resource is found. */
export function ResourceFieldWidget(props: WidgetProps) {
  const { value, onChange, onCommit, isRequired, form } = props;
  const t = useTranslations("forms");
  const types = useDocument((state) => state.catalogue.connections);
  const config = form.node?.config ?? form.values;
  const resource = resourceOfConfig(config, types);
  const names: readonly string[] = Array.isArray(value)
    ? value.map(String)
    : [typeof value === "string" ? value : ""];
  const change = (changed: readonly string[]) =>
    onChange(changed.length === 1 ? (changed[0] ?? "") : changed);
  const put = (index: number, name: string) =>
    change(names.map((one, place) => (place === index ? name : one)));
  const texts = fieldTexts(props);
  return (
    <div className="flex flex-col gap-1.5">
      {names.map((name, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: fields have no identity but their place
        <div key={index} className="flex items-end gap-1">
          <MatchField
            texts={index === 0 ? texts : { label: t("andField"), hideLabel: true }}
            resource={resource}
            value={name}
            isRequired={isRequired && index === 0}
            onChange={(chosen) => put(index, chosen)}
            onCommit={onCommit}
          />
          {names.length > 1 && (
            <IconButton
              icon={X}
              label={t("removeField", { name: name === "" ? t("emptyField") : name })}
              onPress={() => {
                change(names.filter((_, place) => place !== index));
                onCommit();
              }}
            />
          )}
        </div>
      ))}
      {names.at(-1) !== "" && (
        <Button
          variant="quiet"
          size="sm"
          icon={Plus}
          className="self-start px-1!"
          onPress={() => change([...names, ""])}
        >
          {t("addMatchField")}
        </Button>
      )}
    </div>
  );
}

interface MatchFieldProps {
  texts: ReturnType<typeof fieldTexts>;
  resource: ResourceDefinition | undefined;
  value: string;
  isRequired: boolean;
  onChange: (name: string) => void;
  onCommit: () => void;
}

function MatchField({ texts, resource, value, isRequired, onChange, onCommit }: MatchFieldProps) {
  const t = useTranslations("forms");
  const options = matchOptions(resource);
  if (resource && resource.match !== "any") {
    return (
      <Select
        {...texts}
        options={options}
        value={value === "" ? undefined : value}
        onChange={(name) => {
          onChange(name);
          onCommit();
        }}
        isRequired={isRequired}
        isDisabled={options.length === 0}
        placeholder={options.length === 0 ? t("cannotBeFound") : undefined}
        className="grow"
      />
    );
  }
  return (
    <ComboBox
      {...texts}
      options={options}
      value={value}
      onChange={onChange}
      onBlur={onCommit}
      allowsOwnText
      isRequired={isRequired}
      placeholder={t("fieldName")}
      className="grow"
    />
  );
}

function matchOptions(resource: ResourceDefinition | undefined): readonly Option[] {
  if (!resource) return [];
  const match = resource.match === "any" ? resource.fields.map((field) => field.name) : resource.match;
  return match.map((name) => {
    const title = resource.fields.find((field) => field.name === name)?.title;
    return title === undefined || title === name
      ? { id: name, label: name }
      : { id: name, label: title, description: name };
  });
}
