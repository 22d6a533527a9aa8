import type { Activation } from "@trasvase/shared/contract/activation.ts";
import { useTranslations } from "use-intl";
import { MomentField } from "../running/moment-field.tsx";
import { SourceCount, useSourceCount } from "../running/source-count.tsx";
import { RadioGroup } from "../ui/radio-group.tsx";
import type { ActivationAnswers, StartChoice } from "./readiness.ts";

/**
 * Where the first run begins to read, with how many records that would be. Nothing is chosen beforehand: either answer may be the
 * expensive one (ACT-4).
 */
export function StartQuestion({
  flow,
  activation: { canBeginAt },
  answers,
  onAnswer,
}: {
  flow: string;
  activation: Activation;
  answers: ActivationAnswers;
  onAnswer: (change: Partial<ActivationAnswers>) => void;
}) {
  const t = useTranslations("activation.start");
  const { date, start } = answers;
  const choices: readonly StartChoice[] = ["now", ...(canBeginAt ? (["date"] as const) : []), "everything"];
  const period = start === "date" && date !== "" ? { since: date } : {};
  const count = useSourceCount(flow, period, start === "everything" || (start === "date" && date !== ""));
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup
        label={t("question")}
        options={choices.map((value) => ({ value, label: t(value), description: t(`${value}Help`) }))}
        value={start}
        onChange={(chosen) => onAnswer({ start: chosen })}
      />
      {start === "date" && (
        <MomentField label={t("since")} value={date} onChange={(chosen) => onAnswer({ date: chosen })} />
      )}
      {(start === "everything" || start === "date") && <SourceCount count={count} />}
    </div>
  );
}
