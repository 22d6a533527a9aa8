import type { ResourceDefinition } from "@trasvase/shared/connector.ts";
import { isJsonObject, type JsonObject } from "@trasvase/shared/json.ts";
import type { NodeType } from "@trasvase/shared/node.ts";
import type * as z from "zod";
import { useDocument } from "../../../document/flow-editing.tsx";
import { changeMembers } from "../../change-members.ts";
import { formFields } from "../../form-fields.ts";
import { resourceOfConfig } from "../../resource-of.ts";
import type { WidgetProps } from "../../widget-props.ts";

/** The resource's own settings for this step, as its connector declares them. Nothing where it declares none. */
export function OptionsWidget({ path, value, onChange, onCommit, problems, form }: WidgetProps) {
  const types = useDocument((state) => state.catalogue.connections);
  const schema = optionsSchema(resourceOfConfig(form.values, types), form.node?.type);
  if (!schema || formFields(schema).length === 0) return null;
  const values: JsonObject = isJsonObject(value) ? value : {};
  return form.nested({
    schema,
    values,
    prefix: path,
    problems,
    node: form.node,
    onChange: (members) => onChange(changeMembers(values, members)),
    onCommit,
  });
}

function optionsSchema(
  resource: ResourceDefinition | undefined,
  type: NodeType | undefined,
): z.ZodType | undefined {
  if (type === "source") return resource?.readOptions;
  return type === "destination" ? resource?.writeOptions : resource?.findOptions;
}
