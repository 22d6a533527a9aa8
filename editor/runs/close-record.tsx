import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import { CircleSlash } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, done } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toast.ts";

/** Ends a rejected record that nobody wants delivered any more, with the reason. */
export function CloseRecord({ record }: { record: RecordDetail }) {
  const t = useTranslations("runs.groups");
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const close = useMutation({
    mutationFn: () => done(api.records[":id"].close.$post({ param: { id: record.id }, json: { reason } })),
    onSuccess: () => {
      setAsking(false);
      toast({ message: t("closeDone", { count: 1 }), tone: "ok" });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.records }),
        client.invalidateQueries({ queryKey: queryKeys.flows }),
      ]),
  });
  if (record.outcome !== "rejected") return null;
  return (
    <>
      <Button icon={CircleSlash} onPress={() => setAsking(true)}>
        {t("close")}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t("closeTitle", { count: 1 })}
        confirmLabel={t("close")}
        danger
        isPending={close.isPending}
        onConfirm={() => close.mutate()}
      >
        <p>{t("closeText")}</p>
        <TextField label={t("reason")} value={reason} onChange={setReason} isRequired />
      </ConfirmDialog>
    </>
  );
}
