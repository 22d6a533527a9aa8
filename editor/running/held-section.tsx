import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import type { Held, HeldRecord } from "@trasvase/shared/contract/owed.ts";
import { Check, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Section } from "../activation/section.tsx";
import { RequestView } from "../panel/request-view.tsx";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { NumberField } from "../ui/number-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toast.ts";

const lookAgainMs = 10_000;

/** Records that wait for a person's confirmation, with exactly what each would send. Nothing while there are none. */
export function HeldSection({ flow }: { flow: Flow }) {
  const t = useTranslations("running.held");
  const held = useQuery({
    queryKey: queryKeys.held(flow.id),
    queryFn: ({ signal }) => take(api.flows[":id"].held.$get({ param: { id: flow.id } }, signalled(signal))),
    refetchInterval: lookAgainMs,
  });
  if (!held.data || held.data.count === 0) return null;
  const { count, kind = "first", rows } = held.data;
  return (
    <Section title={t("title", { count })} remark={t(`remark.${kind}`)}>
      <Answer flow={flow} held={held.data} />
      <ul aria-label={t("list")} className="flex flex-col">
        {rows.map((row) => (
          <HeldRow key={`${row.id} ${row.node}`} row={row} />
        ))}
      </ul>
      {count > rows.length && (
        <p className="text-sm text-ink-2">{t("more", { count: count - rows.length })}</p>
      )}
    </Section>
  );
}

function Answer({ flow, held: { count, kind } }: { flow: Flow; held: Held }) {
  const t = useTranslations("running.held");
  const client = useQueryClient();
  const [asking, setAsking] = useState<"confirm" | "refuse">();
  const [reason, setReason] = useState("");
  const [more, setMore] = useState(Number.NaN);
  const say = useMutation({
    mutationFn: (answer: "confirm" | "refuse") =>
      take(
        api.flows[":id"].held.$post({
          param: { id: flow.id },
          json:
            answer === "refuse"
              ? { answer, reason }
              : { answer, ...(kind === "cap" && !Number.isNaN(more) ? { more } : {}) },
        }),
      ),
    onSuccess: ({ count: done }, answer) => {
      setAsking(undefined);
      toast({ message: t(`${answer}Done`, { count: done }), tone: "ok" });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.held(flow.id) }),
        client.invalidateQueries({ queryKey: queryKeys.flows }),
      ]),
  });
  return (
    <div className="flex flex-wrap items-center gap-2 pb-2">
      <Button variant="primary" icon={Check} onPress={() => setAsking("confirm")}>
        {t("confirm")}
      </Button>
      <Button icon={X} onPress={() => setAsking("refuse")}>
        {t("refuse")}
      </Button>
      <ConfirmDialog
        isOpen={asking === "confirm"}
        onClose={() => setAsking(undefined)}
        title={t("confirmTitle", { count })}
        confirmLabel={t("confirm")}
        isPending={say.isPending}
        {...(count > 100 ? { typeToConfirm: String(count) } : {})}
        onConfirm={() => say.mutate("confirm")}
      >
        <p>{t("confirmText")}</p>
        {kind === "cap" && (
          <NumberField
            label={t("moreCreates")}
            description={t("moreCreatesHelp")}
            value={more}
            onChange={setMore}
            minValue={1}
          />
        )}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === "refuse"}
        onClose={() => setAsking(undefined)}
        title={t("refuseTitle", { count })}
        confirmLabel={t("refuse")}
        danger
        isPending={say.isPending}
        onConfirm={() => say.mutate("refuse")}
      >
        <p>{t("refuseText")}</p>
        <TextField label={t("reason")} value={reason} onChange={setReason} />
      </ConfirmDialog>
    </div>
  );
}

function HeldRow({ row }: { row: HeldRecord }) {
  const t = useTranslations("running.held");
  const decisions = useTranslations("runs.record.decision");
  const requests = row.dryRun?.requests ?? [];
  return (
    <li className="flex flex-col gap-2 border-t border-line py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-mono font-medium">{row.key}</span>
        {row.label !== "" && row.label !== row.key && <span className="text-ink-2">{row.label}</span>}
        <span className="ml-auto text-sm">
          {row.dryRun && <strong className="font-medium">{decisions(row.dryRun.decision)}</strong>}{" "}
          <span className="text-ink-2">{t("at", { step: row.nodeTitle })}</span>
        </span>
      </div>
      {row.message !== "" && <p className="text-sm text-ink-2">{row.message}</p>}
      {requests.length > 0 && (
        <details className="group">
          <summary className="focus-ring w-fit cursor-default rounded-3 text-sm text-accent underline underline-offset-2">
            {t("showRequest", { count: requests.length })}
          </summary>
          <div className="flex flex-col gap-2 pt-2">
            {requests.map((request, index) => (
              <RequestView
                // biome-ignore lint/suspicious/noArrayIndexKey: requests have no identity but their order
                key={index}
                request={request}
                place={requests.length > 1 ? index + 1 : undefined}
              />
            ))}
          </div>
        </details>
      )}
    </li>
  );
}
