import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { JsonataField } from "../../../expression/jsonata-field.tsx";
import { useKnowledge } from "../../../expression/use-knowledge.ts";
import { useRunProblems } from "../../../preview/use-run-problems.ts";
import { useCodeField } from "../../code-fields.tsx";
import { CodeFrame } from "../../code-frame.tsx";
import { asText, emptied, fieldTexts } from "../../field-texts.ts";
import type { WidgetProps } from "../../widget-props.ts";

/** A JSONata expression that gives a value. */
export function ExpressionWidget(props: WidgetProps) {
  const { field, path, value, onChange, onCommit, problems, isRequired, form } = props;
  const t = useTranslations("forms");
  const knowledge = useKnowledge(form.node?.name, path);
  const seen = useRunProblems(form.node?.name, path);
  const { handle, onFocus } = useCodeField(path);
  const texts = fieldTexts(props);
  const all = useMemo(() => [...problems, ...seen], [problems, seen]);
  return (
    <CodeFrame {...texts} isRequired={isRequired}>
      {(describedBy) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: only notes which expression field had the focus last
        <div onFocus={onFocus}>
          <JsonataField
            value={asText(value)}
            onChange={(text) => onChange(emptied(text, props))}
            onBlur={onCommit}
            label={texts.label}
            describedBy={describedBy}
            size="line"
            placeholder={field.example === undefined ? undefined : t("example", { example: field.example })}
            problems={all}
            knowledge={knowledge}
            handle={handle}
          />
        </div>
      )}
    </CodeFrame>
  );
}
