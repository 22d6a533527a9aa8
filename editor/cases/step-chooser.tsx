import { isJsonObject, type Json } from "@trasvase/shared/json.ts";
import { useTranslations } from "use-intl";
import { Checkbox } from "../ui/checkbox.tsx";
import { Select } from "../ui/select.tsx";

/** What is expected of a step: everything that leaves it, some fields of it, or nothing. */
export type StepChoice = "whole" | "nothing" | readonly string[];

export interface StepChooserProps {
  title: string;
  /** What leaves the step now, of which fields can be chosen. */
  outputs: readonly Json[];
  value: StepChoice;
  onChange: (value: StepChoice) => void;
}

/** Chooses what is expected of one step. */
export function StepChooser({ title, outputs, value, onChange }: StepChooserProps) {
  const t = useTranslations("cases.save");
  const mode = typeof value === "string" ? value : "fields";
  const fields = [...new Set(outputs.flatMap((one) => (isJsonObject(one) ? Object.keys(one) : [])))];
  const chosen = typeof value === "string" ? [] : value;
  const options = [
    { id: "whole", label: t("whole") },
    ...(fields.length > 0 ? [{ id: "fields", label: t("fields") }] : []),
    { id: "nothing", label: t("nothing") },
  ];
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-2">
      <Select
        label={title}
        options={options}
        value={mode}
        onChange={(next) => onChange(next === "fields" ? fields : next === "whole" ? "whole" : "nothing")}
        className="w-72"
      />
      {mode === "fields" && (
        <ul aria-label={t("fieldsOf", { step: title })} className="flex flex-wrap gap-x-4 gap-y-1 pl-1">
          {fields.map((field) => (
            <li key={field}>
              <Checkbox
                isSelected={chosen.includes(field)}
                onChange={(on) =>
                  onChange(on ? [...chosen, field] : chosen.filter((other) => other !== field))
                }
              >
                <code className="text-sm">{field}</code>
              </Checkbox>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
