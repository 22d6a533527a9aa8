import type { DryRunRow } from "@trasvase/shared/contract/preview.ts";
import type { Json } from "@trasvase/shared/json.ts";
import { ArrowRight, Lock } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Switch } from "../ui/switch.tsx";
import { type ComparedField, compareRecords } from "./compare-records.ts";

/** Rows drawn before a person asks for the rest. */
const firstRows = 60;

export interface DryRunComparisonProps {
  dryRun: DryRunRow;
  /** The record on its way. */
  outgoing: Json;
}

/** The record on its way beside the one in the target, with the fields that differ (PV-6). */
export function DryRunComparison({ dryRun, outgoing }: DryRunComparisonProps) {
  const t = useTranslations("preview.dryRun");
  const { matched, changes, decision } = dryRun;
  const [all, setAll] = useState(false);
  const [whole, setWhole] = useState(false);
  const fields = useMemo(
    () => (matched ? compareRecords(outgoing, matched.data, changes) : []),
    [outgoing, matched, changes],
  );
  if (!matched) return null;
  const wanted = all ? fields : fields.filter((field) => field.state !== "same");
  const shown = whole ? wanted : wanted.slice(0, firstRows);
  const sent = changes.filter((change) => !change.createOnly).length;
  return (
    <section className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h4 className="text-sm">{t(decision === "update" ? "changes" : "differs", { count: sent })}</h4>
        <Switch isSelected={all} onChange={setAll} className="text-sm">
          {t("allFields")}
        </Switch>
      </div>
      {shown.length > 0 && (
        <table className="w-full table-fixed border-collapse text-sm">
          <thead>
            <tr className="border-b border-line-strong text-left text-ink-2">
              <th className="w-[34%] py-1 pr-2 font-medium">{t("field")}</th>
              <th className="py-1 pr-2 font-medium">{t("now")}</th>
              <th className="py-1 font-medium">{t("after")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((field) => (
              <ComparedRow key={field.place} field={field} />
            ))}
          </tbody>
        </table>
      )}
      {shown.length < wanted.length && (
        <Button size="sm" className="self-start" onPress={() => setWhole(true)}>
          {t("moreFields", { count: wanted.length - shown.length })}
        </Button>
      )}
    </section>
  );
}

function ComparedRow({ field }: { field: ComparedField }) {
  const t = useTranslations("preview.dryRun");
  const { place, there, sent, state } = field;
  return (
    <tr className={classNames("border-b border-line align-top", state === "same" && "text-ink-2")}>
      <th scope="row" className="truncate py-1 pr-2 text-left font-mono font-normal" title={place}>
        {place}
      </th>
      <td className="py-1 pr-2 break-words text-ink-2">
        <Shown value={there} />
      </td>
      <td className="py-1 break-words">
        {state === "left" ? (
          <span className="text-ink-2" title={t("leftWhy")}>
            <Lock aria-hidden size={12} className="mr-1 inline align-[-1px]" />
            <span className="line-through decoration-line-strong">
              <Shown value={sent} />
            </span>{" "}
            <span className="text-ink-3">{t("left")}</span>
          </span>
        ) : (
          <span className={classNames(state === "changed" && "font-medium text-ink")}>
            {state === "changed" && (
              <ArrowRight aria-hidden size={12} className="mr-1 inline align-[-1px] text-accent" />
            )}
            <Shown value={sent} />
          </span>
        )}
      </td>
    </tr>
  );
}

/** Characters of a value that a table of changes shows; the whole of it stands in the request. */
const longestShown = 300;

function Shown({ value }: { value: Json | undefined }) {
  const t = useTranslations("preview.dryRun");
  if (value === undefined) return <span className="text-ink-3 italic">{t("absent")}</span>;
  if (value === "") return <span className="text-ink-3 italic">{t("emptyText")}</span>;
  if (typeof value === "string") return value.slice(0, longestShown);
  return <code className="font-mono">{JSON.stringify(value).slice(0, longestShown)}</code>;
}
