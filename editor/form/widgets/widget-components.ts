import type { Widget } from "@trasvase/shared/field.ts";
import type { ComponentType } from "react";
import type { WidgetProps } from "../widget-props.ts";
import { BranchesWidget } from "./branches/branches-widget.tsx";
import { ChoiceWidget } from "./choice/choice-widget.tsx";
import { ConditionWidget } from "./condition/condition-widget.tsx";
import { ConnectionWidget } from "./connection/connection-widget.tsx";
import { ExpressionWidget } from "./expression/expression-widget.tsx";
import { FieldListWidget } from "./field-list/field-list-widget.tsx";
import { KeyValueWidget } from "./key-value/key-value-widget.tsx";
import { LookupMatchWidget } from "./lookup-match/lookup-match-widget.tsx";
import { MappingWidget } from "./mapping/mapping-widget.tsx";
import { MultilineWidget } from "./multiline/multiline-widget.tsx";
import { NumberWidget } from "./number/number-widget.tsx";
import { OptionsWidget } from "./options/options-widget.tsx";
import { ResourceWidget } from "./resource/resource-widget.tsx";
import { ResourceFieldWidget } from "./resource-field/resource-field-widget.tsx";
import { SecretWidget } from "./secret/secret-widget.tsx";
import { TextWidget } from "./text/text-widget.tsx";
import { ToggleWidget } from "./toggle/toggle-widget.tsx";

/** The control of each kind of field. A total map: a kind without a control does not compile. */
export const widgetComponents: Readonly<Record<Exclude<Widget, "hidden">, ComponentType<WidgetProps>>> = {
  text: TextWidget,
  multiline: MultilineWidget,
  number: NumberWidget,
  toggle: ToggleWidget,
  choice: ChoiceWidget,
  connection: ConnectionWidget,
  resource: ResourceWidget,
  "resource-field": ResourceFieldWidget,
  expression: ExpressionWidget,
  condition: ConditionWidget,
  mapping: MappingWidget,
  "field-list": FieldListWidget,
  branches: BranchesWidget,
  "lookup-match": LookupMatchWidget,
  "key-value": KeyValueWidget,
  options: OptionsWidget,
  secret: SecretWidget,
};
