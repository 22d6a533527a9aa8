import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { FlowCursor } from "@trasvase/shared/contract/cursor.ts";
import type { Flow } from "@trasvase/shared/contract/flow.ts";
import { Rewind } from "lucide-react";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Section } from "../activation/section.tsx";
import { api, signalled, take } from "../shell/api.ts";
import { queryKeys } from "../shell/query-keys.ts";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { ProblemMessage } from "../ui/problem-message.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { toast } from "../ui/toast.ts";
import { BackfillForm } from "./backfill-form.tsx";

type Entry = FlowCursor["history"][number];

/** How far a flow has read and where it stood before, with ways to read something again. Nothing where the source remembers nothing. */
export function PositionSection({ flow }: { flow: Flow }) {
  const t = useTranslations("running.position");
  const cursor = useQuery({
    queryKey: queryKeys.cursor(flow.id),
    queryFn: ({ signal }) =>
      take(api.flows[":id"].cursor.$get({ param: { id: flow.id } }, signalled(signal))),
  });
  if (!cursor.data?.remembers) return null;
  const { at, canBeginAt, history, isReading, start } = cursor.data;
  return (
    <Section title={t("title")}>
      <p className="max-w-[72ch] text-ink-2">
        {at === undefined ? (
          <Beginning start={start} />
        ) : (
          t.rich("at", { time: () => <RelativeTime at={at} /> })
        )}
      </p>
      {isReading && <ProblemMessage problem={{ severity: "note", message: t("reading") }} />}
      <History flow={flow} history={history} canMove={!isReading} hasRead={at !== undefined} />
      {canBeginAt && <BackfillForm flow={flow} />}
    </Section>
  );
}

function Beginning({ start }: { start: FlowCursor["start"] }) {
  const t = useTranslations("running.position");
  const format = useFormatter();
  if (start?.from === "now") return t("beginsNow");
  if (start?.date === undefined) return t("beginsEverything");
  return t("beginsDate", {
    date: format.dateTime(new Date(start.date), { dateStyle: "long", timeStyle: "short" }),
  });
}

interface HistoryProps {
  flow: Flow;
  history: readonly Entry[];
  canMove: boolean;
  hasRead: boolean;
}

function History({ flow, history, canMove, hasRead }: HistoryProps) {
  const t = useTranslations("running.position");
  const format = useFormatter();
  const client = useQueryClient();
  const [asked, setAsked] = useState<Entry | "everything">();
  const rewind = useMutation({
    mutationFn: (to: Entry | "everything") =>
      take(
        api.flows[":id"].cursor.$put({
          param: { id: flow.id },
          json: { to: to === "everything" ? { from: "everything" } : { from: "history", id: to.id } },
        }),
      ),
    onSuccess: (cursor) => {
      setAsked(undefined);
      client.setQueryData(queryKeys.cursor(flow.id), cursor);
      toast({ message: t("moved"), tone: "ok" });
    },
    onError: (error) => toast({ message: error.message, tone: "err" }),
  });
  return (
    <>
      <table className="w-full max-w-3xl">
        <caption className="pb-1 text-left text-sm font-medium text-ink-2">{t("history")}</caption>
        <tbody>
          {history.map((entry, index) => (
            <tr key={entry.id}>
              <th scope="row" className="border-t border-line py-1.5 pr-4 text-left font-normal">
                {format.dateTime(new Date(entry.at), { dateStyle: "medium", timeStyle: "medium" })}
                <span className="ml-3 text-sm text-ink-3">
                  {entry.run === undefined ? (
                    t(`move.${entry.move}`)
                  ) : (
                    <Link
                      to="/runs/$run"
                      params={{ run: entry.run }}
                      className="focus-ring rounded-3 underline"
                    >
                      {t(`move.${entry.move}`)}
                    </Link>
                  )}
                </span>
              </th>
              <td className="border-t border-line py-1.5 pr-4 text-right text-ink-2">
                {index === 0 && entry.readSince === 0 ? t("here") : t("since", { count: entry.readSince })}
              </td>
              <td className="w-0 border-t border-line py-1 text-right">
                {(index > 0 || entry.readSince > 0) && (
                  <Button
                    size="sm"
                    variant="quiet"
                    icon={Rewind}
                    isDisabled={!canMove}
                    onPress={() => setAsked(entry)}
                  >
                    {t("rewind")}
                  </Button>
                )}
              </td>
            </tr>
          ))}
          {hasRead && (
            <tr>
              <th scope="row" className="border-t border-line py-1.5 pr-4 text-left font-normal">
                {t("beginning")}
              </th>
              <td className="border-t border-line py-1.5 pr-4 text-right text-ink-2">{t("all")}</td>
              <td className="w-0 border-t border-line py-1 text-right">
                <Button
                  size="sm"
                  variant="quiet"
                  icon={Rewind}
                  isDisabled={!canMove}
                  onPress={() => setAsked("everything")}
                >
                  {t("rewind")}
                </Button>
              </td>
            </tr>
          )}
        </tbody>
      </table>
      <ConfirmDialog
        isOpen={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={t("rewindTitle")}
        confirmLabel={t("rewindConfirm")}
        isPending={rewind.isPending}
        {...(asked !== undefined && asked !== "everything" && asked.readSince > 100
          ? { typeToConfirm: String(asked.readSince) }
          : {})}
        onConfirm={() => asked !== undefined && rewind.mutate(asked)}
      >
        <p className="font-medium text-ink">
          {asked === "everything" || asked === undefined
            ? t("rewindAll")
            : t("rewindCount", { count: asked.readSince })}
        </p>
        <p>{t("rewindText")}</p>
      </ConfirmDialog>
    </>
  );
}
