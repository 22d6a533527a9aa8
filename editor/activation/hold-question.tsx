import { useTranslations } from "use-intl";
import { Checkbox } from "../ui/checkbox.tsx";
import { NumberField } from "../ui/number-field.tsx";
import type { ActivationAnswers } from "./readiness.ts";

const usual = 10;

/** Whether the first records are to be confirmed by a person before anything is written (ACT-4). */
export function HoldQuestion({
  answers: { holdFirst },
  onAnswer,
}: {
  answers: ActivationAnswers;
  onAnswer: (change: Partial<ActivationAnswers>) => void;
}) {
  const t = useTranslations("activation.hold");
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <Checkbox
          isSelected={holdFirst !== undefined}
          onChange={(on) => onAnswer({ holdFirst: on ? usual : undefined })}
        >
          {t("check")}
        </Checkbox>
        <p className="max-w-[72ch] pl-6 text-sm text-ink-2">{t("help")}</p>
      </div>
      {holdFirst !== undefined && (
        <NumberField
          label={t("count")}
          value={holdFirst}
          onChange={(count) => onAnswer({ holdFirst: Number.isNaN(count) ? usual : count })}
          minValue={1}
          maxValue={100}
          className="ml-6 w-40"
        />
      )}
    </div>
  );
}
