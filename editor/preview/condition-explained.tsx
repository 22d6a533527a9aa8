import { Check, X } from "lucide-react";
import { Fragment } from "react";
import { useTranslations } from "use-intl";
import { shorten } from "../expression/shorten.ts";
import { classNames } from "../ui/class-names.ts";
import type { SeenClause, SeenPart } from "./preview-job.ts";

export interface ConditionExplainedProps {
  clauses: readonly SeenClause[];
  /** What the whole condition said; undefined when it was never asked. */
  holds?: boolean | undefined;
  stale?: boolean | undefined;
}

/** A condition with the values that its parts had for the record (PV-5): `Status = "Open"` and below it `"Invoiced" = "Open"`. */
export function ConditionExplained({ clauses, holds, stale = false }: ConditionExplainedProps) {
  const t = useTranslations("preview.condition");
  return (
    <div
      className={classNames(
        "flex flex-col text-sm",
        stale && "border-l-2 border-dotted border-ink-3 pl-2 opacity-80",
      )}
    >
      <ul className="flex flex-col">
        {clauses.map((clause) => (
          <li
            key={`${clause.start}-${clause.end}`}
            className="flex items-start gap-2 border-t border-line py-1 first:border-t-0"
          >
            <Verdict holds={clause.holds} />
            <span className="w-7 shrink-0 text-ink-3">{clause.joint ? t(clause.joint) : ""}</span>
            <div className="min-w-0 grow font-mono">
              <code className="block truncate text-ink-2" title={clause.text}>
                {clause.text}
              </code>
              <ClauseValues clause={clause} />
            </div>
          </li>
        ))}
      </ul>
      {clauses.length > 1 && holds !== undefined && (
        <p className="flex items-center gap-2 border-t border-line-strong py-1 font-medium">
          <Verdict holds={holds} />
          {holds ? t("wholeHolds") : t("wholeFails")}
        </p>
      )}
    </div>
  );
}

/** The clause with every side replaced by its value; nothing where that would only repeat the text. */
function ClauseValues({ clause }: { clause: SeenClause }) {
  const [left, right] = clause.operands;
  if (!left || clause.operands.every((part) => printPart(part) === part.text)) return null;
  return (
    <span className="block break-words text-ink">
      {[left, ...(right ? [right] : [])].map((part, index) => (
        <Fragment key={part.start}>
          {index > 0 && <span className="text-ink-3"> {clause.operator} </span>}
          <PartValue part={part} />
        </Fragment>
      ))}
    </span>
  );
}

function PartValue({ part }: { part: SeenPart }) {
  const t = useTranslations("preview.condition");
  if (part.failed !== undefined) {
    return (
      <span className="text-err" title={part.failed}>
        {t("failed")}
      </span>
    );
  }
  if (part.value === undefined) return <span className="font-sans text-ink-3 italic">{t("nothing")}</span>;
  return <span>{shorten(part.value)}</span>;
}

function printPart(part: SeenPart): string | undefined {
  return part.value === undefined ? undefined : shorten(part.value);
}

function Verdict({ holds }: { holds: boolean }) {
  const t = useTranslations("preview.condition");
  const Glyph = holds ? Check : X;
  return (
    <span className={classNames("mt-0.5 shrink-0", holds ? "text-ok" : "text-skip")}>
      <Glyph aria-hidden size={14} strokeWidth={2.5} />
      <span className="sr-only">{holds ? t("true") : t("false")}</span>
    </span>
  );
}
