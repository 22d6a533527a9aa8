import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import { useTranslations } from "use-intl";
import { classNames } from "../ui/class-names.ts";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { type FormField, formFields, isShown } from "./form-fields.ts";
import { isToFillIn, problemsAt } from "./problems-at.ts";
import type { SchemaFormProps } from "./widget-props.ts";
import { widgetComponents } from "./widgets/widget-components.ts";

const nothing: readonly never[] = [];

/** The form of any object that has a schema with hints: label, help, control and what is wrong, per member. */
export function SchemaForm(props: SchemaFormProps) {
  const { schema, values, problems = nothing, prefix = "", without = nothing, className } = props;
  const t = useTranslations("forms");
  const all = formFields(schema);
  const fields = all.filter((field) => !without.includes(field.name) && isShown(field, all, values));
  const plain = fields.filter((field) => !field.advanced);
  const advanced = fields.filter((field) => field.advanced);
  const hasProblem = advanced.some((field) => problemsAt(problems, join(prefix, field.name)).length > 0);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={className ?? "flex flex-col gap-4"}>
      {plain.map((field) => (
        <SchemaField key={field.name} {...props} field={field} />
      ))}
      {advanced.length > 0 && (
        <Disclosure
          isExpanded={isOpen || hasProblem}
          onExpandedChange={setOpen}
          className="border-t border-line pt-2"
        >
          <Heading className="text-md">
            <Button
              slot="trigger"
              className="focus-ring touch-target group flex h-control items-center gap-1 rounded-3 text-sm text-ink-2 data-hovered:text-ink"
            >
              <ChevronRight
                aria-hidden
                size={14}
                className="transition-transform group-aria-expanded:rotate-90"
              />
              {t("moreSettings", { count: advanced.length })}
            </Button>
          </Heading>
          <DisclosurePanel>
            <div className="flex flex-col gap-4 pt-2 pb-1">
              {advanced.map((field) => (
                <SchemaField key={field.name} {...props} field={field} />
              ))}
            </div>
          </DisclosurePanel>
        </Disclosure>
      )}
    </div>
  );
}

/** One member of the object: its control, with the problems that belong to it. */
function SchemaField(props: SchemaFormProps & { field: FormField }) {
  const {
    field,
    values,
    onChange,
    onCommit,
    problems = nothing,
    prefix = "",
    node,
    required = nothing,
  } = props;
  const path = join(prefix, field.name);
  const own = problemsAt(problems, path);
  const [touched, setTouched] = useState(false);
  if (field.widget === "hidden") return null;
  const Widget = widgetComponents[field.widget];
  // What nobody has filled in yet is no mistake until the field has been visited.
  const wrong = own.filter(
    (one) => one.severity === "error" && one.field === path && (touched || !isToFillIn(one)),
  );
  const remarks = own.filter((one) => one.severity !== "error" && one.field === path);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only notes that the field has been visited
    <div
      data-field={path}
      className={classNames(
        "flex min-w-0 flex-col gap-1 empty:hidden",
        field.widget === "mapping" && "min-h-0 grow",
      )}
      onBlur={() => setTouched(true)}
    >
      <Widget
        field={field}
        path={path}
        value={values[field.name] ?? field.default}
        onChange={(value) => onChange({ [field.name]: value })}
        onCommit={() => onCommit?.()}
        error={wrong.length === 0 ? undefined : wrong.map((one) => one.message).join(" ")}
        problems={own}
        isRequired={field.required || required.includes(field.name) || own.some(isToFillIn)}
        form={{ values, change: onChange, node, nested: (inner) => <SchemaForm {...inner} /> }}
      />
      {remarks.map((problem) => (
        <ProblemMessage
          key={problem.code + problem.message}
          problem={{ ...problem, code: undefined }}
          className="text-sm"
        />
      ))}
    </div>
  );
}

function join(prefix: string, name: string): string {
  return prefix === "" ? name : `${prefix}.${name}`;
}
