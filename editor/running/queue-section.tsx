import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import type { FlowQueue } from "@trasvase/shared/contract/queue.ts";
import { useFormatter, useTranslations } from "use-intl";
import { useDuration } from "../runs/duration.ts";
import { api, signalled, take } from "../shell/api.ts";
import { LoadError } from "../shell/load-error.tsx";
import { queryKeys } from "../shell/query-keys.ts";
import { classNames } from "../ui/class-names.ts";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";

const lookAgainMs = 3_000;
const owedKinds = ["retrying", "unknown", "waiting", "held", "rejected"] as const;

/** What waits in a flow now, in records and bytes, with how much may; and what is owed, by what it waits for. */
export function QueueSection({ flow }: { flow: Flow }) {
  const t = useTranslations("running.queue");
  const queue = useQuery({
    queryKey: queryKeys.queue(flow.id),
    queryFn: ({ signal }) => take(api.flows[":id"].queue.$get({ param: { id: flow.id } }, signalled(signal))),
    refetchInterval: lookAgainMs,
  });
  if (queue.isError) return <LoadError error={queue.error} onRetry={() => void queue.refetch()} />;
  if (!queue.data) return <SkeletonRows rows={3} />;
  return (
    <div className="flex flex-col gap-6">
      {queue.data.isFull && <ProblemMessage problem={{ severity: "warning", message: t("full") }} />}
      <Depth queue={queue.data} />
      <Owed flow={flow} owed={queue.data.owed} />
    </div>
  );
}

function Depth({ queue: { limits, queued } }: { queue: FlowQueue }) {
  const t = useTranslations("running.queue");
  const format = useFormatter();
  const duration = useDuration();
  const bytes = (count: number) => {
    const [unit, size] = count < 1_000_000 ? (["kilobyte", 1e3] as const) : (["megabyte", 1e6] as const);
    return format.number(count / size, { style: "unit", unit, maximumFractionDigits: count === 0 ? 0 : 1 });
  };
  return (
    <div className="grid max-w-3xl gap-x-10 gap-y-4 narrow:grid-cols-2">
      <Meter
        label={t("records")}
        value={format.number(queued.records)}
        share={queued.records / limits.records}
        limit={t("of", { limit: format.number(limits.records) })}
      />
      <Meter
        label={t("bytes")}
        value={bytes(queued.bytes)}
        share={queued.bytes / limits.bytes}
        limit={t("of", { limit: bytes(limits.bytes) })}
      />
      <p className="text-sm text-ink-2 narrow:col-span-2">
        {queued.records === 0 ? t("empty") : t("oldest", { age: duration(queued.oldestMs) })}
      </p>
    </div>
  );
}

interface MeterProps {
  label: string;
  value: string;
  limit: string;
  /** 0 to 1, or more. */
  share: number;
}

function Meter({ label, limit, share, value }: MeterProps) {
  const percent = Math.min(100, Math.round(share * 100));
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-3">
        <span className="text-sm text-ink-2">{label}</span>
        <span className="text-sm text-ink-3">{limit}</span>
      </div>
      <span className="text-xl tabular-nums">{value}</span>
      <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-sunken forced-colors:border">
        <div
          className={classNames(
            "h-full rounded-full forced-colors:bg-[Highlight]",
            percent >= 100 ? "bg-err" : percent >= 75 ? "bg-warn" : "bg-accent",
          )}
          style={{ width: `${share > 0 ? Math.max(1, percent) : 0}%` }}
        />
      </div>
    </div>
  );
}

function Owed({ flow, owed }: { flow: Flow; owed: FlowQueue["owed"] }) {
  const t = useTranslations("running.queue");
  const format = useFormatter();
  return (
    <table className="w-full max-w-3xl">
      <caption className="pb-1 text-left text-sm font-medium text-ink-2">{t("owed")}</caption>
      <tbody>
        {owedKinds.map((kind) => (
          <tr key={kind}>
            <th scope="row" className="border-t border-line py-1.5 pr-4 text-left font-normal">
              {t(`waitsFor.${kind}`)}
              <span className="block text-sm text-ink-3">{t(`waitsForHelp.${kind}`)}</span>
            </th>
            <td className="border-t border-line py-1.5 text-right align-top tabular-nums">
              {kind === "rejected" && owed[kind] > 0 ? (
                <Link
                  to="/records"
                  search={{ flow: flow.id, open: true }}
                  className="focus-ring rounded-3 font-medium text-err underline underline-offset-2"
                >
                  {format.number(owed[kind])}
                </Link>
              ) : (
                <span className={classNames(owed[kind] === 0 && "text-ink-3")}>
                  {format.number(owed[kind])}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
