import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Activation } from "@trasvase/shared/contract/activation.ts";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { useTranslations } from "use-intl";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { toast } from "../ui/toast.ts";
import type { ActivationAnswers } from "./readiness.ts";

interface Said {
  readonly activation: Activation;
  readonly answers: ActivationAnswers;
  readonly note: string;
}

/** Makes the draft the active version. A refusal stays with the mutation, to be shown beside the button. */
export function useActivate(flow: Flow, onDone: (flow: Flow) => void) {
  const t = useTranslations("activation");
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ activation, answers, note }: Said) =>
      take(
        api.flows[":id"].activate.$post({
          param: { id: flow.id },
          json: {
            revision: activation.revision,
            note: note.trim(),
            confirmed: [...answers.confirmed],
            reasons: reasonsOf(activation, answers),
            ...startOf(activation, answers),
            ...(answers.holdFirst === undefined ? {} : { holdFirst: answers.holdFirst }),
          },
        }),
      ),
    onSuccess: (active) => {
      onDone(active);
      client.setQueryData(queryKeys.flow(flow.id), active);
      void client.invalidateQueries({ queryKey: queryKeys.flowList });
      toast({
        message: t("done.toast", { flow: active.name, version: active.activeVersion ?? 0 }),
        tone: "ok",
      });
    },
  });
}

function reasonsOf({ checks }: Activation, { reasons }: ActivationAnswers): Record<string, string> {
  const given = checks.flatMap(({ code, level }): [string, string][] =>
    level === "reason" ? [[code, (reasons[code] ?? "").trim()]] : [],
  );
  return Object.fromEntries(given);
}

function startOf({ asksStart }: Activation, { date, start }: ActivationAnswers) {
  if (!asksStart || start === undefined) return {};
  return { start: start === "date" ? { from: start, date } : { from: start } };
}
