import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import type { FlowLimits } from "@trasvase/shared/contract/owed.ts";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { NumberField } from "../ui/number-field.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { toast } from "../ui/toast.ts";

/** How much one run may create, and how much may wait. */
export function LimitsSection({ flow }: { flow: Flow }) {
  const limits = useQuery({
    queryKey: queryKeys.limits(flow.id),
    queryFn: ({ signal }) =>
      take(api.flows[":id"].limits.$get({ param: { id: flow.id } }, signalled(signal))),
  });
  if (!limits.data) return <SkeletonRows rows={2} />;
  return <LimitsForm key={JSON.stringify(limits.data)} flow={flow} stored={limits.data} />;
}

function LimitsForm({ flow, stored }: { flow: Flow; stored: FlowLimits }) {
  const t = useTranslations("running.limits");
  const client = useQueryClient();
  const [creates, setCreates] = useState(stored.mostCreates ?? Number.NaN);
  const [backlog, setBacklog] = useState(stored.backlogRecords ?? Number.NaN);
  const wanted = { mostCreates: orNull(creates), backlogRecords: orNull(backlog) };
  const save = useMutation({
    mutationFn: () => take(api.flows[":id"].limits.$put({ param: { id: flow.id }, json: wanted })),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.limits(flow.id), saved);
      void client.invalidateQueries({ queryKey: queryKeys.queue(flow.id) });
      toast({ message: t("saved"), tone: "ok" });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
  });
  return (
    <div className="flex flex-col gap-5">
      <NumberField
        label={t("creates")}
        description={t("createsHelp")}
        value={creates}
        onChange={setCreates}
        minValue={1}
        maxValue={10_000_000}
        className="max-w-xl [&_[role=group]]:w-44"
      />
      <NumberField
        label={t("backlog")}
        description={t("backlogHelp")}
        value={backlog}
        onChange={setBacklog}
        minValue={100}
        maxValue={10_000_000}
        className="max-w-xl [&_[role=group]]:w-44"
      />
      <Button
        className="self-start"
        isDisabled={JSON.stringify(wanted) === JSON.stringify(stored)}
        isPending={save.isPending}
        onPress={() => save.mutate()}
      >
        {t("save")}
      </Button>
    </div>
  );
}

function orNull(figure: number): number | null {
  return Number.isNaN(figure) ? null : figure;
}
