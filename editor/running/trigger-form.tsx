import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import type { Trigger } from "@trasvase/shared/flow-file.ts";
import { findCronFault, isSchedule } from "@trasvase/shared/schedule.ts";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { RadioGroup } from "../ui/radio-group.tsx";
import { toast } from "../ui/toast.ts";
import { CronFields } from "./cron-fields.tsx";
import { IntervalFields } from "./interval-fields.tsx";
import { NextTimes } from "./next-times.tsx";

const kinds = ["manual", "interval", "cron"] as const;
type Kind = (typeof kinds)[number];

/** What starts a flow whose source is read: nobody but a person, so often, or at times of the clock. Saved by its own button. */
export function TriggerForm({ flow }: { flow: Flow }) {
  const t = useTranslations("running.trigger");
  const client = useQueryClient();
  const [trigger, setTrigger] = useState<Trigger>(flow.trigger);
  const isChanged = JSON.stringify(trigger) !== JSON.stringify(flow.trigger);
  const fault = trigger.kind === "cron" ? findCronFault(trigger) : undefined;
  const save = useMutation({
    mutationFn: () => take(api.flows[":id"].trigger.$put({ param: { id: flow.id }, json: { trigger } })),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.flow(flow.id), saved);
      void client.invalidateQueries({ queryKey: queryKeys.flowList });
      toast({ message: t("saved"), tone: "ok" });
    },
  });
  return (
    <div className="grid items-start gap-x-12 gap-y-6 wide:grid-cols-[26rem_minmax(0,1fr)]">
      <div className="flex flex-col gap-5">
        <RadioGroup
          label={t("question")}
          options={kinds.map((kind) => ({ value: kind, label: t(kind), description: t(`${kind}Help`) }))}
          value={kinds.find((kind) => kind === trigger.kind)}
          onChange={(kind) => setTrigger(triggerOf(kind, flow.trigger))}
        />
        {trigger.kind === "interval" && (
          <IntervalFields
            everyMinutes={trigger.everyMinutes}
            onChange={(everyMinutes) => setTrigger({ ...trigger, everyMinutes })}
          />
        )}
        {trigger.kind === "cron" && (
          <CronFields
            schedule={trigger}
            fault={fault}
            onChange={(change) => setTrigger({ ...trigger, ...change })}
          />
        )}
        {isSchedule(trigger) && (
          <RadioGroup
            label={t("overlap")}
            options={(["skip", "queue"] as const).map((value) => ({
              value,
              label: t(`overlapChoice.${value}`),
              description: t(`overlapHelp.${value}`),
            }))}
            value={trigger.overlap}
            onChange={(overlap) => setTrigger({ ...trigger, overlap })}
          />
        )}
        {save.isError && <ProblemMessage live problem={{ severity: "error", message: save.error.message }} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button
            variant="primary"
            isDisabled={!isChanged || fault !== undefined}
            isPending={save.isPending}
            onPress={() => save.mutate()}
          >
            {t("save")}
          </Button>
          <span className="text-sm text-ink-2">{effectOf(flow, isChanged, t)}</span>
        </div>
      </div>
      {isSchedule(trigger) && !fault && (
        <NextTimes schedule={trigger} {...(isChanged ? {} : { knownNext: flow.nextRunAt })} />
      )}
    </div>
  );
}

function effectOf(flow: Flow, isChanged: boolean, t: ReturnType<typeof useTranslations<"running.trigger">>) {
  if (!isChanged) return t("unchanged");
  return flow.activeVersion === undefined ? t("effectInactive") : t("effectNow");
}

/** A trigger of another kind, begun with what is usual; the stored one, when it is of that kind. */
function triggerOf(kind: Kind, stored: Trigger): Trigger {
  if (stored.kind === kind) return stored;
  if (kind === "manual") return { kind };
  if (kind === "interval") return { kind, everyMinutes: 15, overlap: "skip" };
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { kind, pattern: "0 6 * * 1-5", timeZone, overlap: "skip" };
}
