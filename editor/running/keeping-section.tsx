import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { type Keeping, keepingDays, logPolicies } from "@trasvase/shared/contract/keeping.ts";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { NumberField } from "../ui/number-field.tsx";
import { Select } from "../ui/select.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { toast } from "../ui/toast.ts";

/** What is kept of the records that are done with, and for how long. */
export function KeepingSection({ flow }: { flow: Flow }) {
  const keeping = useQuery({
    queryKey: queryKeys.keeping(flow.id),
    queryFn: ({ signal }) =>
      take(api.flows[":id"].keeping.$get({ param: { id: flow.id } }, signalled(signal))),
  });
  if (!keeping.data) return <SkeletonRows rows={3} />;
  return <KeepingForm key={JSON.stringify(keeping.data)} flow={flow} stored={keeping.data} />;
}

function KeepingForm({ flow, stored }: { flow: Flow; stored: Keeping }) {
  const t = useTranslations("running.keeping");
  const client = useQueryClient();
  const [wanted, setWanted] = useState(stored);
  const save = useMutation({
    mutationFn: () => take(api.flows[":id"].keeping.$put({ param: { id: flow.id }, json: wanted })),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.keeping(flow.id), saved);
      toast({ message: t("saved"), tone: "ok" });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
  });
  const isSame = (Object.keys(stored) as (keyof Keeping)[]).every((name) => stored[name] === wanted[name]);
  return (
    <div className="flex flex-col gap-5">
      <Select
        label={t("log")}
        description={t(`logHelp.${wanted.log}`)}
        options={logPolicies.map((id) => ({ id, label: t(`logChoice.${id}`) }))}
        value={wanted.log}
        onChange={(id) => setWanted({ ...wanted, log: logPolicies.find((one) => one === id) ?? wanted.log })}
        className="max-w-xl"
      />
      <Select
        label={t("days")}
        description={t("daysHelp")}
        options={keepingDays.map((days) => ({
          id: String(days),
          label: t("daysChoice", { days: String(days) }),
        }))}
        value={String(wanted.days)}
        onChange={(id) =>
          setWanted({ ...wanted, days: keepingDays.find((days) => String(days) === id) ?? wanted.days })
        }
        className="max-w-xl"
      />
      <NumberField
        label={t("expire")}
        description={t("expireHelp")}
        value={wanted.expireAfterDays}
        onChange={(days) =>
          setWanted({ ...wanted, expireAfterDays: Number.isNaN(days) ? stored.expireAfterDays : days })
        }
        minValue={1}
        maxValue={400}
        className="max-w-xl [&_[role=group]]:w-44"
      />
      <Button
        className="self-start"
        isDisabled={isSame}
        isPending={save.isPending}
        onPress={() => save.mutate()}
      >
        {t("save")}
      </Button>
    </div>
  );
}
