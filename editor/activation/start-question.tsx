import { useTranslations } from "use-intl";
import { RadioGroup } from "../ui/radio-group.tsx";
import type { ActivationAnswers, StartChoice } from "./readiness.ts";

const choices: readonly StartChoice[] = ["now", "everything"];

/** Where the first run begins to read. Nothing is chosen beforehand: either answer may be the expensive one (ACT-4). */
export function StartQuestion({
  answers,
  onAnswer,
}: {
  answers: ActivationAnswers;
  onAnswer: (change: Partial<ActivationAnswers>) => void;
}) {
  const t = useTranslations("activation.start");
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup
        label={t("question")}
        options={choices.map((value) => ({ value, label: t(value), description: t(`${value}Help`) }))}
        value={answers.start}
        onChange={(start) => onAnswer({ start })}
      />
    </div>
  );
}
