import type { DryRunRow } from "@trasvase/shared/contract/preview.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { Ban, CirclePlus, CircleX, Equal, PencilLine } from "lucide-react";
import { useTranslations } from "use-intl";
import { shorten } from "../expression/shorten.ts";
import type { Icon } from "../ui/icon.ts";
import { JsonTree } from "../ui/json-tree.tsx";
import { StatusChip } from "../ui/status-chip.tsx";
import type { Tone } from "../ui/tone.ts";
import { RequestView } from "./request-view.tsx";

const looks: Readonly<Record<DryRunRow["decision"], { icon: Icon; tone: Tone }>> = {
  create: { icon: CirclePlus, tone: "ok" },
  update: { icon: PencilLine, tone: "ok" },
  unchanged: { icon: Equal, tone: "neutral" },
  skip: { icon: Ban, tone: "skip" },
  reject: { icon: CircleX, tone: "err" },
};

/** What a destination would do with the record (PV-6): decision, how it was matched, what would change, the exact requests. */
export function DryRunView({ dryRun, provisional }: { dryRun: DryRunRow; provisional: boolean }) {
  const t = useTranslations("preview.dryRun");
  const { icon, tone } = looks[dryRun.decision];
  return (
    <div className="flex min-h-0 grow flex-col overflow-auto">
      <NotSent />
      <div className="flex flex-col gap-4 p-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusChip tone={tone} icon={icon}>
            {t(`decision.${dryRun.decision}`)}
          </StatusChip>
          <span className="min-w-0">{dryRun.reason}</span>
        </div>
        {provisional && (
          <p className="border-l-2 border-dotted border-ink-3 pl-2 text-sm text-ink-2">{t("provisional")}</p>
        )}
        <Matching dryRun={dryRun} />
        {dryRun.changes.length > 0 && (
          <Changes changes={dryRun.changes} isCreate={dryRun.decision === "create"} />
        )}
        {dryRun.requests.length > 0 && (
          <section className="flex flex-col gap-2">
            <h4 className="text-sm">{t("requests", { count: dryRun.requests.length })}</h4>
            {dryRun.requests.map((request, index) => (
              <RequestView
                // biome-ignore lint/suspicious/noArrayIndexKey: requests have no identity but their order
                key={index}
                request={request}
                place={dryRun.requests.length > 1 ? index + 1 : undefined}
              />
            ))}
          </section>
        )}
        {dryRun.matched && (
          <section className="flex flex-col gap-1">
            <h4 className="text-sm">{t("matchedRecord")}</h4>
            <JsonTree
              value={dryRun.matched.data}
              label={t("matchedRecord")}
              bare
              className="h-56 border border-line"
            />
          </section>
        )}
      </div>
    </div>
  );
}

const hatched = "repeating-linear-gradient(135deg, var(--sunken) 0 6px, transparent 6px 12px)";

/** The mark that everything below was worked out only. */
function NotSent() {
  const t = useTranslations("preview.dryRun");
  return (
    <p
      style={{ backgroundImage: hatched }}
      className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-1 text-sm text-ink-2"
    >
      <strong className="font-medium tracking-wide text-ink uppercase">{t("notSent")}</strong>
      {t("notSentWhy")}
    </p>
  );
}

function Matching({ dryRun }: { dryRun: DryRunRow }) {
  const t = useTranslations("preview.dryRun");
  if (dryRun.match.length === 0) return <p className="text-sm text-ink-2">{t("noMatch")}</p>;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
      <dt className="text-ink-3">{t("matchedBy")}</dt>
      <dd className="font-mono">
        {dryRun.match.map(({ field, value }) => `${field} = ${shorten(value)}`).join(", ")}
      </dd>
      <dt className="text-ink-3">{t("found")}</dt>
      <dd className={dryRun.matched ? "font-mono" : ""}>
        {dryRun.matched ? dryRun.matched.id : t("notFound")}
      </dd>
    </dl>
  );
}

function Changes({ changes, isCreate }: { changes: DryRunRow["changes"]; isCreate: boolean }) {
  const t = useTranslations("preview.dryRun");
  return (
    <section className="flex flex-col gap-1">
      <h4 className="text-sm">{t(isCreate ? "newFields" : "changes", { count: changes.length })}</h4>
      <table className="w-full table-fixed border-collapse text-sm">
        <thead>
          <tr className="border-b border-line-strong text-left text-ink-2">
            <th className="w-1/3 py-1 pr-2 font-medium">{t("field")}</th>
            {!isCreate && <th className="py-1 pr-2 font-medium">{t("now")}</th>}
            <th className="py-1 font-medium">{t("after")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, from, to }) => (
            <tr key={path} className="border-b border-line align-top">
              <td className="truncate py-1 pr-2 font-mono" title={path}>
                {path}
              </td>
              {!isCreate && (
                <td className="py-1 pr-2 break-words text-ink-2">
                  <ChangedValue value={from} />
                </td>
              )}
              <td className="py-1 break-words">
                <ChangedValue value={to} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Characters of a value that a table of changes shows; the whole of it stands in the request. */
const longestShown = 300;

function ChangedValue({ value }: { value: Json | undefined }) {
  const t = useTranslations("preview.dryRun");
  if (value === undefined) return <span className="text-ink-3 italic">{t("absent")}</span>;
  if (value === "") return <span className="text-ink-3 italic">{t("emptyText")}</span>;
  if (typeof value === "string") return <span>{value.slice(0, longestShown)}</span>;
  return <code className="font-mono">{JSON.stringify(value).slice(0, longestShown)}</code>;
}
