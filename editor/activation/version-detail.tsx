import { useQuery } from "@tanstack/react-query";
import type { Flow, VersionRow } from "@trasvase/shared/contract/flow.ts";
import { parseGraph } from "@trasvase/shared/graph.ts";
import { graphChanges } from "@trasvase/shared/graph-changes.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { ArchiveRestore } from "lucide-react";
import { useMemo, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { api, signalled, take } from "../shell/api.ts";
import { LoadError } from "../shell/load-error.tsx";
import { queryKeys } from "../shell/query-keys.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { SegmentedControl } from "../ui/segmented-control.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { ChangeList } from "./change-list.tsx";
import { useRestoreVersion } from "./use-restore-version.ts";

/** What a version is compared with: the one before it, or the draft of now. */
type Compared = "before" | "draft";

/** One version: its note, what it changed, how the draft differs from it, and the way back. */
export function VersionDetail({ flow, version }: { flow: Flow; version: VersionRow }) {
  const t = useTranslations("activation.versions");
  const format = useFormatter();
  const [compared, setCompared] = useState<Compared>("before");
  const restore = useRestoreVersion(flow);
  return (
    <section
      aria-label={t("version", { version: version.number })}
      className="flex min-h-0 min-w-0 flex-col gap-4 overflow-auto px-4 py-4 narrow:px-6"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="text-lg">{t("version", { version: version.number })}</h2>
        {version.active && <Badge tone="ok">{t("active")}</Badge>}
        <span className="grow text-ink-2">
          {format.dateTime(new Date(version.createdAt), { dateStyle: "long", timeStyle: "short" })}
        </span>
        <Button icon={ArchiveRestore} isPending={restore.isPending} onPress={() => restore.mutate(version)}>
          {t("restore")}
        </Button>
      </header>
      {version.note !== "" && <p className="whitespace-pre-line">{version.note}</p>}
      {version.overrides.map(({ code, message, reason }) => (
        <div key={code} className="flex flex-col gap-1 border-l-2 border-warn pl-3">
          <p className="text-ink-2">
            <span className="font-medium text-warn">{t("overridden")}</span> {message}
          </p>
          <p className="whitespace-pre-line">{reason}</p>
        </div>
      ))}
      <SegmentedControl
        label={t("compare")}
        segments={[
          {
            id: "before",
            label: version.number > 1 ? t("fromBefore", { version: version.number - 1 }) : t("first"),
          },
          { id: "draft", label: t("toDraft") },
        ]}
        selected={compared}
        onSelect={setCompared}
      />
      <Comparison flow={flow} version={version} compared={compared} />
    </section>
  );
}

function useVersionGraph(flow: string, number: number) {
  return useQuery({
    queryKey: queryKeys.version(flow, number),
    queryFn: ({ signal }) =>
      take(
        api.flows[":id"].versions[":number"].$get(
          { param: { id: flow, number: String(number) } },
          signalled(signal),
        ),
      ),
    enabled: number > 0,
    // Versions never change.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function Comparison({ flow, version, compared }: { flow: Flow; version: VersionRow; compared: Compared }) {
  const t = useTranslations("activation.versions");
  const own = useVersionGraph(flow.id, version.number);
  const before = useVersionGraph(flow.id, version.number - 1);
  const isFirst = compared === "before" && version.number === 1;
  const other = compared === "draft" ? flow.graph : before.data?.graph;
  const mine = own.data?.graph;
  const changes = useMemo(() => {
    if (mine === undefined || other === undefined) return undefined;
    return compared === "draft" ? changesBetween(mine, other) : changesBetween(other, mine);
  }, [mine, other, compared]);
  if (isFirst) return <p className="text-ink-2">{t("firstText")}</p>;
  const failed = own.error ?? (compared === "before" ? before.error : null);
  if (failed) {
    return <LoadError error={failed} onRetry={() => void Promise.all([own.refetch(), before.refetch()])} />;
  }
  if (own.isPending || (compared === "before" && before.isPending)) return <SkeletonRows rows={4} />;
  if (changes === undefined) return <p className="text-ink-2">{t("unreadable")}</p>;
  if (changes.length === 0)
    return <p className="text-ink-2">{t(compared === "draft" ? "sameAsDraft" : "same")}</p>;
  return (
    <ChangeList
      flow={flow.id}
      graphs={[mine ?? null, other ?? null]}
      changes={changes}
      linked={compared === "draft"}
    />
  );
}

/** Undefined when one of the two was written by a version of Trasvase that this one cannot read. */
function changesBetween(before: Json, after: Json) {
  const [from, to] = [parseGraph(before).graph, parseGraph(after).graph];
  return from && to ? graphChanges(from, to) : undefined;
}
