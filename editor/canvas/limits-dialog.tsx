import { defaultLimits, type Limits, limitBounds, limitNames } from "@trasvase/shared/expression/limits.ts";
import type { FlowLimits } from "@trasvase/shared/graph.ts";
import { useTranslations } from "use-intl";
import { setLimits } from "../document/edits/config.ts";
import { useDocument, useFlowEditing } from "../document/flow-editing.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { NumberField } from "../ui/number-field.tsx";

const none: FlowLimits = {};

/** What expressions of the open flow may use. Part of the draft like every other setting: undo takes a change back. */
export function LimitsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("code.limits");
  const { document } = useFlowEditing();
  const limits = useDocument((state) => state.graph.limits ?? none);
  const put = (changed: FlowLimits) => {
    const { graph, apply } = document.getState();
    apply(setLimits(graph, changed));
  };
  const close = () => {
    document.getState().seal();
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t("title")}
      footer={
        <>
          <Button isDisabled={Object.keys(limits).length === 0} onPress={() => put({})}>
            {t("reset")}
          </Button>
          <Button variant="primary" onPress={close}>
            {t("done")}
          </Button>
        </>
      }
    >
      <p className="mb-4 max-w-[72ch] text-ink-2">{t("intro")}</p>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        {limitNames.map((name) => (
          <LimitField
            key={name}
            name={name}
            value={limits[name]}
            onChange={(value) => put(withLimit(limits, name, value))}
          />
        ))}
      </div>
    </Dialog>
  );
}

interface LimitFieldProps {
  name: keyof Limits;
  /** Undefined: the default. */
  value: number | undefined;
  onChange: (value: number) => void;
}

function LimitField({ name, value, onChange }: LimitFieldProps) {
  const t = useTranslations("code.limits");
  const { least, most } = limitBounds[name];
  const shown =
    value === undefined ? t("default", { value: defaultLimits[name] }) : t("range", { least, most });
  return (
    <NumberField
      label={t(`name.${name}`)}
      description={`${t(`help.${name}`)} ${shown}`}
      value={value ?? defaultLimits[name]}
      minValue={least}
      maxValue={most}
      step={1}
      onChange={(changed) => {
        // An emptied field keeps what it had.
        if (Number.isFinite(changed)) onChange(changed);
      }}
    />
  );
}

function withLimit(limits: FlowLimits, name: keyof Limits, value: number): FlowLimits {
  const { [name]: _before, ...rest } = limits;
  return value === defaultLimits[name] ? rest : { ...rest, [name]: value };
}
