import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Flow, VersionRow } from "@trasvase/shared/contract/flow.ts";
import { useTranslations } from "use-intl";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { toast } from "../ui/toast.ts";

/** Makes a version the draft again. The draft it replaces can be taken back from the message that says so. */
export function useRestoreVersion(flow: Flow) {
  const t = useTranslations("activation.versions");
  const client = useQueryClient();
  const navigate = useNavigate();
  const refresh = () => client.invalidateQueries({ queryKey: queryKeys.flows });
  const failed = (error: Error) => toast({ message: error.message, tone: "err" });

  const undo = useMutation({
    mutationFn: (restored: Flow) =>
      take(
        api.flows[":id"].draft.$put({
          param: { id: flow.id },
          json: { graph: flow.graph, revision: restored.revision },
        }),
      ),
    onSuccess: () => {
      toast({ message: t("undone"), tone: "ok" });
      return refresh();
    },
    onError: failed,
  });

  return useMutation({
    mutationFn: (version: VersionRow) =>
      take(
        api.flows[":id"].versions[":number"].restore.$post({
          param: { id: flow.id, number: String(version.number) },
          json: { revision: flow.revision },
        }),
      ),
    onSuccess: async (restored, version) => {
      client.setQueryData(queryKeys.flow(flow.id), restored);
      await navigate({ to: "/flows/$flow", params: { flow: flow.id } });
      toast({
        message: t("restored", { version: version.number }),
        action: { label: t("undo"), run: () => undo.mutate(restored) },
      });
      void client.invalidateQueries({ queryKey: queryKeys.flowList });
    },
    onError: failed,
  });
}
