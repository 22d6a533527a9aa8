import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { FlowRow } from "@trasvase/shared/contract/flow.ts";
import { useTranslations } from "use-intl";
import { api, done, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { toast } from "../ui/toast.ts";

/** What can be done with a flow from a list. Each tells what happened and refreshes what it changed. */
export function useFlowActions() {
  const t = useTranslations("flows");
  const client = useQueryClient();
  const navigate = useNavigate();
  const failed = (error: Error) => toast({ message: error.message, tone: "err" });
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.flows });

  const run = useMutation({
    mutationFn: (flow: FlowRow) => take(api.flows[":id"].runs.$post({ param: { id: flow.id } })),
    onSuccess: (started, flow) => {
      void client.invalidateQueries({ queryKey: queryKeys.runs });
      const show = () => void navigate({ to: "/runs/$run", params: { run: started.id } });
      toast({
        message: t("started", { name: flow.name }),
        tone: "ok",
        action: { label: t("show"), run: show },
      });
      return refresh();
    },
    onError: failed,
  });

  const pause = useMutation({
    mutationFn: (flow: FlowRow) => take(api.flows[":id"].pause.$post({ param: { id: flow.id } })),
    onSuccess: (_, flow) => {
      toast({ message: t("paused", { name: flow.name }) });
      return refresh();
    },
    onError: failed,
  });

  const resume = useMutation({
    mutationFn: (flow: FlowRow) => take(api.flows[":id"].resume.$post({ param: { id: flow.id } })),
    onSuccess: (_, flow) => {
      toast({ message: t("resumed", { name: flow.name }), tone: "ok" });
      return refresh();
    },
    onError: failed,
  });

  const remove = useMutation({
    mutationFn: (flow: FlowRow) => done(api.flows[":id"].$delete({ param: { id: flow.id } })),
    onSuccess: (_, flow) => {
      toast({ message: t("deleted", { name: flow.name }) });
      return refresh();
    },
    onError: failed,
  });

  return { run: run.mutate, pause: pause.mutate, resume: resume.mutate, remove };
}
