import type { CronFault, CronSchedule } from "@trasvase/shared/schedule.ts";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { ComboBox } from "../ui/combo-box.tsx";
import { NumberField } from "../ui/number-field.tsx";
import { Select } from "../ui/select.tsx";
import { TextField } from "../ui/text-field.tsx";
import { type CronChoice, printCron, readCron } from "./cron-choice.ts";
import { WeekdayField } from "./weekday-field.tsx";

const ways = ["daily", "weekly", "monthly", "lastDay", "pattern"] as const;
type Way = (typeof ways)[number];

interface CronFieldsProps {
  schedule: CronSchedule;
  fault: CronFault | undefined;
  onChange: (change: Partial<CronSchedule>) => void;
}

/** Times of the clock: by plain choices where they are enough, else by a cron pattern; always with the clock that is meant. */
export function CronFields({ schedule, fault, onChange }: CronFieldsProps) {
  const t = useTranslations("running.trigger");
  // What a person wrote as a pattern stays a pattern, also when a plain choice would mean the same.
  const [choice, setChoice] = useState<CronChoice>(() => readCron(schedule.pattern));
  const choose = (next: CronChoice) => {
    setChoice(next);
    onChange({ pattern: printCron(next) });
  };
  const zones = useMemo(() => zoneOptions(schedule.timeZone), [schedule.timeZone]);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-2">
        <Select
          label={t("when")}
          options={ways.map((id) => ({ id, label: t(`way.${id}`) }))}
          value={wayOf(choice)}
          onChange={(way) => choose(choiceOf(way, choice, schedule.pattern))}
          className="w-56"
        />
        {choice.kind === "monthly" && choice.day !== "last" && (
          <NumberField
            label={t("day")}
            value={choice.day}
            minValue={1}
            maxValue={31}
            onChange={(day) => choose({ ...choice, day })}
            className="w-24"
          />
        )}
        {choice.kind !== "pattern" && (
          <TextField
            label={t("at")}
            type="time"
            value={choice.time}
            onChange={(time) => choose({ ...choice, time })}
            className="w-32"
          />
        )}
      </div>
      {choice.kind === "weekly" && (
        <WeekdayField days={choice.days} onChange={(days) => choose({ ...choice, days })} />
      )}
      {choice.kind === "pattern" && (
        <TextField
          label={t("pattern")}
          description={t("patternHelp")}
          error={fault?.field === "pattern" ? t(`fault.${fault.code}`) : undefined}
          value={choice.pattern}
          onChange={(pattern) => choose({ kind: "pattern", pattern })}
          mono
          className="w-72"
        />
      )}
      <ComboBox
        label={t("timeZone")}
        description={t("timeZoneHelp")}
        error={fault?.field === "timeZone" ? t("fault.time-zone") : undefined}
        options={zones}
        value={schedule.timeZone}
        onChange={(timeZone) => onChange({ timeZone })}
        className="max-w-96"
      />
    </div>
  );
}

function wayOf(choice: CronChoice): Way {
  return choice.kind === "monthly" && choice.day === "last" ? "lastDay" : choice.kind;
}

function choiceOf(way: string, before: CronChoice, pattern: string): CronChoice {
  const time = before.kind === "pattern" ? "06:00" : before.time;
  switch (way) {
    case "daily":
      return { kind: "daily", time };
    case "weekly":
      return { kind: "weekly", time, days: [1, 2, 3, 4, 5] };
    case "monthly":
      return { kind: "monthly", time, day: 1 };
    case "lastDay":
      return { kind: "monthly", time, day: "last" };
    default:
      return { kind: "pattern", pattern };
  }
}

/** Every zone this browser knows, the schedule's own among them. */
function zoneOptions(own: string) {
  const names = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), ...(own === "" ? [] : [own])]);
  return [...names].map((id) => ({ id, label: id.replaceAll("_", " ") }));
}
