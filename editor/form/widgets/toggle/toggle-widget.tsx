import { useId } from "react";
import { Switch } from "../../../ui/switch.tsx";
import { fieldTexts } from "../../field-texts.ts";
import type { WidgetProps } from "../../widget-props.ts";

/** Yes or no. */
export function ToggleWidget(props: WidgetProps) {
  const { value, onChange, onCommit } = props;
  const { label, description, error } = fieldTexts(props);
  const id = useId();
  return (
    <div className="flex flex-col gap-0.5">
      <Switch
        isSelected={value === true}
        onChange={(on) => {
          onChange(on);
          onCommit();
        }}
        aria-describedby={id}
      >
        {label}
      </Switch>
      <div id={id} className="pl-11 text-sm">
        {description && <p className="text-ink-2">{description}</p>}
        {error && <p className="text-err">{error}</p>}
      </div>
    </div>
  );
}
