import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { useTranslations } from "use-intl";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { toast } from "../ui/toast.ts";

type CreateFlow = Parameters<typeof api.flows.$post>[0]["json"];

/** Makes a flow (empty, of a template, a copy, or of a file) and opens it. */
export function useCreateFlow() {
  const t = useTranslations("flows.new");
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (wanted: CreateFlow): Promise<Flow> => take(api.flows.$post({ json: wanted })),
    onSuccess: async (flow) => {
      client.setQueryData(queryKeys.flow(flow.id), flow);
      void client.invalidateQueries({ queryKey: queryKeys.flowList });
      await navigate({ to: "/flows/$flow", params: { flow: flow.id } });
      toast({ message: t("made", { name: flow.name }), quiet: true });
    },
    onError: (error) => toast({ message: `${t("failed")} ${error.message}`, tone: "err" }),
  });
}
