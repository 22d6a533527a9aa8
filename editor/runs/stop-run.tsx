import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Run } from "@trasvase/shared/contract/run.ts";
import { OctagonX } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { toast } from "../ui/toast.ts";

/** Ends a run early, after saying what becomes of the records under way. */
export function StopRun({ run }: { run: Run }) {
  const t = useTranslations("runs.run.stop");
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const stop = useMutation({
    mutationFn: () => take(api.runs[":id"].stop.$post({ param: { id: run.id } })),
    onSuccess: (stopped) => {
      setAsking(false);
      client.setQueryData(queryKeys.run(run.id), stopped);
      toast({ message: t("stopped", { flow: run.flowName }) });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.runs }),
  });
  return (
    <>
      <Button icon={OctagonX} onPress={() => setAsking(true)}>
        {t("button")}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t("title")}
        confirmLabel={t("confirm")}
        isPending={stop.isPending}
        onConfirm={() => stop.mutate()}
      >
        <p>{t("text", { count: run.inFlight })}</p>
      </ConfirmDialog>
    </>
  );
}
