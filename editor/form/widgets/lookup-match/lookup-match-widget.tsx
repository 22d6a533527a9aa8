import { isJsonObject, type JsonObject } from "@trasvase/shared/json.ts";
import { useTranslations } from "use-intl";
import { changeMembers } from "../../change-members.ts";
import { isToFillIn, problemsAt } from "../../problems-at.ts";
import type { WidgetProps } from "../../widget-props.ts";
import { ExpressionWidget } from "../expression/expression-widget.tsx";
import { ResourceFieldWidget } from "../resource-field/resource-field-widget.tsx";

/** "Where this field equals this expression": how a lookup finds its record. */
export function LookupMatchWidget(props: WidgetProps) {
  const { path, value, onChange, problems, field } = props;
  const t = useTranslations("forms");
  const match: JsonObject = isJsonObject(value) ? value : {};
  const part = (name: "field" | "value", title: string, example?: string): WidgetProps => {
    const own = problemsAt(problems, `${path}.${name}`);
    const wrong = own.filter((one) => one.severity === "error" && !isToFillIn(one));
    return {
      ...props,
      path: `${path}.${name}`,
      field: { ...field, name, title, example, help: undefined, default: "" },
      value: match[name] ?? "",
      onChange: (changed) => onChange(changeMembers(match, { [name]: changed ?? "" })),
      problems: own,
      error: wrong.length === 0 ? undefined : wrong.map((one) => one.message).join(" "),
      isRequired: true,
    };
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="sr-only">{field.title}</legend>
      <div data-field={`${path}.field`}>
        <ResourceFieldWidget {...part("field", t("matchField"))} />
      </div>
      <div data-field={`${path}.value`}>
        <ExpressionWidget {...part("value", t("matchValue"), "customer.email")} />
      </div>
    </fieldset>
  );
}
