import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ProblemGroup } from "@trasvase/shared/contract/owed.ts";
import { CircleSlash, RotateCw } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { TextField } from "../ui/text-field.tsx";
import { toast } from "../ui/toast.ts";

/** Above so many the number has to be typed. */
const typedFrom = 100;

/** What waits for a person, grouped by how it failed: each group is retried or closed as one (RUN-3, RUN-5). */
export function ProblemGroups({ flow }: { flow: string | undefined }) {
  const t = useTranslations("runs.groups");
  const groups = useQuery({
    queryKey: queryKeys.problemGroups(flow),
    queryFn: ({ signal }) =>
      take(api["problem-groups"].$get({ query: flow === undefined ? {} : { flow } }, signalled(signal))),
  });
  const rows = groups.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <section
      aria-label={t("label")}
      className="max-h-[40vh] shrink-0 overflow-auto border-t border-line bg-sunken px-4"
    >
      <ul>
        {rows.map((group) => (
          <GroupRow key={`${group.flow} ${group.fingerprint}`} group={group} showsFlow={flow === undefined} />
        ))}
      </ul>
    </section>
  );
}

function GroupRow({ group, showsFlow }: { group: ProblemGroup; showsFlow: boolean }) {
  const t = useTranslations("runs.groups");
  const format = useFormatter();
  const [asking, setAsking] = useState<"retry" | "close">();
  const when = { dateStyle: "medium", timeStyle: "short" } as const;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-t border-line py-2 first:border-t-0">
      <span className="w-16 shrink-0 text-right text-lg font-medium text-err tabular-nums">
        {format.number(group.count)}
      </span>
      <div className="min-w-0 grow basis-96">
        <p className="line-clamp-2 max-w-[100ch]">{group.message}</p>
        <p className="text-sm text-ink-2">
          {showsFlow && `${group.flowName} · `}
          {t("where", { step: group.nodeTitle })} ·{" "}
          {t("since", { time: format.dateTime(new Date(group.since), when) })}
          {" · "}
          <span className="font-mono">{group.keys.join(", ")}</span>
          {group.count > group.keys.length && " …"}
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="sm" icon={RotateCw} onPress={() => setAsking("retry")}>
          {t("retry")}
        </Button>
        <Button size="sm" variant="quiet" icon={CircleSlash} onPress={() => setAsking("close")}>
          {t("close")}
        </Button>
      </div>
      <AskGroup group={group} asking={asking} onClose={() => setAsking(undefined)} />
    </li>
  );
}

interface AskGroupProps {
  group: ProblemGroup;
  asking: "retry" | "close" | undefined;
  onClose: () => void;
}

function AskGroup({ group, asking, onClose }: AskGroupProps) {
  const t = useTranslations("runs.groups");
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const { count, fingerprint, flow } = group;
  const ask = useMutation({
    mutationFn: (what: "retry" | "close") => {
      const { rejected } = api.flows[":id"];
      const sent = {
        param: { id: flow },
        json: { fingerprint, count, ...(what === "close" ? { reason } : {}) },
      };
      return what === "retry" ? take(rejected.retry.$post(sent)) : take(rejected.close.$post(sent));
    },
    onSuccess: ({ count: done }, what) => {
      onClose();
      toast({ message: t(`${what}Done`, { count: done }), tone: "ok" });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.flows }),
        client.invalidateQueries({ queryKey: queryKeys.records }),
      ]),
  });
  const typed = count > typedFrom ? { typeToConfirm: String(count) } : {};
  return (
    <>
      <ConfirmDialog
        isOpen={asking === "retry"}
        onClose={onClose}
        title={t("retryTitle", { count })}
        confirmLabel={t("retry")}
        isPending={ask.isPending}
        {...typed}
        onConfirm={() => ask.mutate("retry")}
      >
        <p>{t("retryText")}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === "close"}
        onClose={onClose}
        title={t("closeTitle", { count })}
        confirmLabel={t("close")}
        danger
        isPending={ask.isPending}
        {...typed}
        onConfirm={() => ask.mutate("close")}
      >
        <p>{t("closeText")}</p>
        <TextField label={t("reason")} value={reason} onChange={setReason} isRequired />
      </ConfirmDialog>
    </>
  );
}
