import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Run } from "@trasvase/shared/contract/run.ts";
import { Pause, Play } from "lucide-react";
import { useTranslations } from "use-intl";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { toast } from "../ui/toast.ts";

/** Pauses the reading of a run, and lets it go on. Nothing once everything was read. */
export function RunControl({ run }: { run: Run }) {
  const t = useTranslations("runs.run.control");
  const client = useQueryClient();
  const isPaused = run.state === "paused";
  const change = useMutation({
    mutationFn: () => {
      const { pause, resume } = api.runs[":id"];
      const param = { id: run.id };
      return isPaused ? take(resume.$post({ param })) : take(pause.$post({ param }));
    },
    onSuccess: (changed) => client.setQueryData(queryKeys.run(run.id), changed),
    onError: (error) => toast({ message: error.message, tone: "err" }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.runs }),
  });
  if (!run.isReading || run.trigger === "webhook") return null;
  return (
    <Button icon={isPaused ? Play : Pause} isPending={change.isPending} onPress={() => change.mutate()}>
      {isPaused ? t("resume") : t("pause")}
    </Button>
  );
}
