import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import type { CaseRow, Cases, ChangeCase } from "@trasvase/shared/contract/case.ts";
import { useTranslations } from "use-intl";
import { api, done, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { toast } from "../ui/toast.ts";

/** What can be done with a case; what goes wrong is said in a message. */
export function useCaseActions(flow: string, row: CaseRow) {
  const t = useTranslations("cases");
  const client = useQueryClient();
  const own = api.flows[":id"].cases[":case"];
  const param = { id: flow, case: row.id };
  const answers = {
    onSuccess: (changed: CaseRow) => showChanged(client, flow, changed),
    onError: (error: Error) => void toast({ message: error.message, tone: "err" }),
  };
  const restore = useMutation({
    mutationFn: () => done(own.restore.$post({ param })),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.cases(flow) }),
    onError: answers.onError,
  });
  return {
    change: useMutation({
      mutationFn: (change: ChangeCase) => take(own.$patch({ param, json: change })),
      onSuccess: answers.onSuccess,
    }),
    accept: useMutation({ mutationFn: () => take(own.accept.$post({ param })), ...answers }),
    record: useMutation({
      mutationFn: () => take(own.record.$post({ param })),
      ...answers,
      onSuccess: (changed: CaseRow) => {
        answers.onSuccess(changed);
        toast({ message: t("recorded", { count: changed.answers }), tone: "ok" });
      },
    }),
    remove: useMutation({
      mutationFn: () => done(own.$delete({ param })),
      onSuccess: () => {
        toast({
          message: t("removed", { name: row.name }),
          action: { label: t("undo"), run: () => restore.mutate() },
        });
        return client.invalidateQueries({ queryKey: queryKeys.cases(flow) });
      },
      onError: answers.onError,
    }),
  };
}

function showChanged(client: QueryClient, flow: string, changed: CaseRow): void {
  client.setQueryData<Cases>(queryKeys.cases(flow), (cases) => {
    if (!cases) return cases;
    return { rows: cases.rows.map((row) => (row.id === changed.id ? changed : row)) };
  });
}
