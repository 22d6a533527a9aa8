import { MappingText } from "../../../mapping/mapping-text.tsx";
import { asText } from "../../field-texts.ts";
import type { WidgetProps } from "../../widget-props.ts";

/** The text of a mapping, seen as a table of target fields or as text. */
export function MappingWidget(props: WidgetProps) {
  const { path, value, onChange, onCommit, problems, form } = props;
  return (
    <MappingText
      node={form.node?.name}
      path={path}
      text={asText(value)}
      onChange={onChange}
      onCommit={onCommit}
      problems={problems}
    />
  );
}
