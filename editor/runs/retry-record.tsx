import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import { isFinal } from "@trasvase/shared/outcome.ts";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, done } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { toast } from "../ui/toast.ts";
import type { RecordStep, RecordWay } from "./record-steps.ts";

/** The button that sends an owed record on its way again, after saying what that means. Nothing when nothing is owed. */
export function RetryRecord({ record, way }: { record: RecordDetail; way: RecordWay }) {
  const t = useTranslations("runs.record.retry");
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const retry = useMutation({
    mutationFn: () => done(api.records[":id"].retry.$post({ param: { id: record.id } })),
    onSuccess: () => {
      setAsking(false);
      toast({ message: t("started", { key: record.key }), tone: "ok" });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
    // Also after a refusal: somebody else may have been quicker.
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.records }),
        client.invalidateQueries({ queryKey: queryKeys.flowList }),
      ]),
  });
  if (isFinal(record.outcome)) return null;
  const owedAt = way.steps.find(
    (step) => step.type === "destination" && step.outcomes.some((one) => !isFinal(one.kind)),
  );
  return (
    <>
      <Button icon={RotateCw} onPress={() => setAsking(true)}>
        {t("button")}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t("title", { key: record.key })}
        confirmLabel={t("confirm")}
        isPending={retry.isPending}
        onConfirm={() => retry.mutate()}
      >
        <p>{t("what", { flow: record.flowName })}</p>
        {owedAt && looksFirst(way, owedAt) && <p>{t("safe", { step: owedAt.title })}</p>}
        {record.outcome === "retrying" && <p>{t("soon")}</p>}
      </ConfirmDialog>
    </>
  );
}

/** Whether a destination recognises records that are there already; without a match field it cannot. */
function looksFirst({ graph }: RecordWay, { name }: RecordStep): boolean {
  const match = graph?.nodes[name]?.config.match;
  return match !== undefined && match !== "" && !(Array.isArray(match) && match.length === 0);
}
