import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { NumberField } from "../ui/number-field.tsx";
import { toast } from "../ui/toast.ts";

/** How many requests a minute a flow takes; beyond them senders are asked to wait. */
export function HookRate({ flow }: { flow: Flow }) {
  const t = useTranslations("running.hook");
  const client = useQueryClient();
  const stored = flow.trigger.kind === "webhook" ? flow.trigger.mostPerMinute : undefined;
  const [most, setMost] = useState(stored ?? Number.NaN);
  const wanted = Number.isNaN(most) ? undefined : most;
  const save = useMutation({
    mutationFn: () =>
      take(
        api.flows[":id"].trigger.$put({
          param: { id: flow.id },
          json: { trigger: { kind: "webhook", ...(wanted === undefined ? {} : { mostPerMinute: wanted }) } },
        }),
      ),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.flow(flow.id), saved);
      toast({ message: t("rateSaved"), tone: "ok" });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
  });
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-end gap-2">
        <NumberField
          label={t("rate")}
          value={most}
          onChange={setMost}
          minValue={1}
          maxValue={1_000_000}
          className="w-56"
        />
        <Button isDisabled={wanted === stored} isPending={save.isPending} onPress={() => save.mutate()}>
          {t("rateSave")}
        </Button>
      </div>
      <p className="text-sm text-ink-2">{t("rateHelp")}</p>
    </div>
  );
}
