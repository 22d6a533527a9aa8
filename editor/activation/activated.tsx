import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { CircleCheck, Play } from "lucide-react";
import { useTranslations } from "use-intl";
import { api, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { buttonClassNames } from "../ui/button-look.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { toast } from "../ui/toast.ts";

/** After activation: what happens now by itself, and what a person may want to do next. */
export function Activated({ flow }: { flow: Flow }) {
  const t = useTranslations("activation.done");
  const client = useQueryClient();
  const navigate = useNavigate();
  const run = useMutation({
    mutationFn: () => take(api.flows[":id"].runs.$post({ param: { id: flow.id } })),
    onSuccess: async (started) => {
      void client.invalidateQueries({ queryKey: queryKeys.runs });
      await navigate({ to: "/runs/$run", params: { run: started.id } });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
  });
  return (
    <div role="status" className="flex flex-col items-start gap-3 border-t border-line pt-6">
      <h2 className="flex items-center gap-2 text-2xl">
        <CircleCheck aria-hidden size={24} className="shrink-0 text-ok" />
        {t("title", { version: flow.activeVersion ?? 0 })}
      </h2>
      <p className="text-lg text-ink-2">{nextOf(flow, t)}</p>
      {flow.hookUrl !== undefined && flow.trigger.kind === "webhook" && (
        <p className="flex max-w-full items-center gap-2">
          <code className="min-w-0 truncate rounded-3 border border-line bg-surface px-2 py-1 text-sm">
            {flow.hookUrl}
          </code>
          <CopyButton text={flow.hookUrl} label={t("copyAddress")} />
        </p>
      )}
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <Button variant="primary" icon={Play} isPending={run.isPending} onPress={() => run.mutate()}>
          {t("run")}
        </Button>
        <Link to="/flows/$flow" params={{ flow: flow.id }} className={buttonClassNames({})}>
          {t("back")}
        </Link>
        <Link
          to="/flows/$flow/versions"
          params={{ flow: flow.id }}
          className={buttonClassNames({ variant: "quiet" })}
        >
          {t("versions")}
        </Link>
      </div>
    </div>
  );
}

function nextOf({ trigger }: Flow, t: ReturnType<typeof useTranslations<"activation.done">>): string {
  switch (trigger.kind) {
    case "interval":
      return t("interval", { minutes: trigger.everyMinutes });
    case "cron":
      return t("cron", { pattern: trigger.pattern, zone: trigger.timeZone });
    case "webhook":
      return t("webhook");
    default:
      return t("manual");
  }
}
