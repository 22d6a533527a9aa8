import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { History } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { NumberField } from "../ui/number-field.tsx";
import { toast } from "../ui/toast.ts";
import { MomentField } from "./moment-field.tsx";
import { SourceCount, useSourceCount } from "./source-count.tsx";

const monthMs = 30 * 24 * 60 * 60 * 1000;

/** Reads a period by itself: from when, until when, how fast, and how much that is before it begins. */
export function BackfillForm({ flow }: { flow: Flow }) {
  const t = useTranslations("running.backfill");
  const client = useQueryClient();
  const navigate = useNavigate();
  const [since, setSince] = useState(() => new Date(Date.now() - monthMs).toISOString());
  const [until, setUntil] = useState("");
  const [perMinute, setPerMinute] = useState(Number.NaN);
  const [counts, setCounts] = useState(false);
  const period = { since, ...(until === "" ? {} : { until }) };
  const isPeriod = since !== "" && (until === "" || until > since);
  const count = useSourceCount(flow.id, period, counts && isPeriod);
  const change = (apply: () => void) => {
    setCounts(false);
    apply();
  };
  const start = useMutation({
    mutationFn: () =>
      take(
        api.flows[":id"].backfills.$post({
          param: { id: flow.id },
          json: {
            ...period,
            ...(Number.isNaN(perMinute) ? {} : { perMinute }),
            ...(counts && count.data && !count.data.isAtLeast ? { expected: count.data.count } : {}),
          },
        }),
      ),
    onSuccess: async ({ id }) => {
      void client.invalidateQueries({ queryKey: queryKeys.runs });
      await navigate({ to: "/runs/$run", params: { run: id } });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
  });
  return (
    <div className="flex flex-col gap-3 pt-4">
      <h3 className="text-md font-medium">{t("title")}</h3>
      <p className="max-w-[72ch] text-ink-2">{t("intro")}</p>
      <div className="flex flex-wrap items-end gap-3">
        <MomentField label={t("since")} value={since} onChange={(next) => change(() => setSince(next))} />
        <MomentField label={t("until")} value={until} onChange={(next) => change(() => setUntil(next))} />
        <NumberField
          label={t("rate")}
          value={perMinute}
          onChange={setPerMinute}
          minValue={1}
          maxValue={1_000_000}
          className="w-52"
        />
      </div>
      <p className="text-sm text-ink-2">{isPeriod ? t("help") : t("emptyPeriod")}</p>
      <div className="flex flex-wrap items-center gap-3">
        <Button isDisabled={!isPeriod || counts} onPress={() => setCounts(true)}>
          {t("count")}
        </Button>
        <Button
          variant="primary"
          icon={History}
          isDisabled={!isPeriod || flow.activeVersion === undefined}
          isPending={start.isPending}
          onPress={() => start.mutate()}
        >
          {t("start")}
        </Button>
        {counts && <SourceCount count={count} />}
      </div>
    </div>
  );
}
