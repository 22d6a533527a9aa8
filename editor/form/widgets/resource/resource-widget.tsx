import { useTranslations } from "use-intl";
import { useDocument } from "../../../document/flow-editing.tsx";
import { Select } from "../../../ui/select.tsx";
import { asText, fieldTexts } from "../../field-texts.ts";
import type { WidgetProps } from "../../widget-props.ts";
import { resourcesFor } from "../connection/connection-widget.tsx";

/** A kind of record of the chosen connection's system. Another kind has other options, so those are emptied. */
export function ResourceWidget(props: WidgetProps) {
  const { value, onCommit, isRequired, form } = props;
  const t = useTranslations("forms");
  const types = useDocument((state) => state.catalogue.connections);
  const connector = types?.get(asText(form.values.connection));
  const resources = connector === undefined ? [] : resourcesFor(connector, form.node?.type);
  const chosen = asText(value);
  return (
    <Select
      {...fieldTexts(props)}
      options={resources.map((one) => ({ id: one.name, label: one.title }))}
      value={chosen === "" ? undefined : chosen}
      onChange={(name) => {
        form.change(name === chosen ? { resource: name } : { resource: name, options: {} });
        onCommit();
      }}
      isRequired={isRequired}
      isDisabled={connector === undefined && chosen === ""}
      placeholder={connector === undefined ? t("chooseConnectionFirst") : undefined}
    />
  );
}
