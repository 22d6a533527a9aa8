import { useQuery } from "@tanstack/react-query";
import type { CountAnswer } from "@trasvase/shared/contract/cursor.ts";
import { useTranslations } from "use-intl";
import { api, signalled, take } from "../shell/api.ts";
import { Spinner } from "../ui/spinner.tsx";

/** A period of a source; nothing given: all of it. ISO 8601 in UTC. */
export interface Period {
  readonly since?: string;
  readonly until?: string;
}

/** Counts what reading a flow's source would give, by looking only. */
export function useSourceCount(flow: string, period: Period, enabled: boolean) {
  return useQuery({
    queryKey: ["source-count", flow, period],
    queryFn: ({ signal }) =>
      take(api.flows[":id"].count.$post({ param: { id: flow }, json: period }, signalled(signal))),
    enabled,
    staleTime: 60_000,
    retry: false,
  });
}

/** The count in words, while it is on its way and when it could not be had as well. */
export function SourceCount({ count }: { count: ReturnType<typeof useSourceCount> }) {
  const t = useTranslations("running.position");
  if (count.fetchStatus === "fetching") {
    return (
      <span role="status" className="flex items-center gap-2 text-ink-2">
        <Spinner size={14} /> {t("counting")}
      </span>
    );
  }
  if (count.isError) return <span className="text-warn">{count.error.message}</span>;
  if (!count.data) return null;
  return (
    <span role="status" className="font-medium">
      {t(textOf(count.data), { count: count.data.count })}
    </span>
  );
}

function textOf({ isAtLeast }: CountAnswer): "countAtLeast" | "count" {
  return isAtLeast ? "countAtLeast" : "count";
}
