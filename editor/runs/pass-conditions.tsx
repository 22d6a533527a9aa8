import { useQuery } from "@tanstack/react-query";
import type { PassRow } from "@trasvase/shared/contract/preview.ts";
import type { RecordDetail } from "@trasvase/shared/contract/record.ts";
import { Check, X } from "lucide-react";
import { useTranslations } from "use-intl";
import type { SeenClause, SeenPart } from "../preview/preview-job.ts";
import { classNames } from "../ui/class-names.ts";
import type { RecordStep } from "./record-steps.ts";

/** How far printed values go; the rest is in the input beside it. */
const longestValue = 60;

/** Why a record went one way: each condition of the step with the values it compared. Nothing for steps without conditions. */
export function PassConditions({
  record,
  step,
  pass,
}: {
  record: RecordDetail;
  step: RecordStep;
  pass: PassRow;
}) {
  const t = useTranslations("runs.record");
  // The evaluator is loaded only when there is a condition to explain.
  const explained = useQuery({
    queryKey: ["explained", record.id, pass.node, pass.recordId],
    queryFn: async () => (await import("./explain-pass.ts")).explainPass(record, pass) ?? null,
    enabled: pass.verdicts.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (pass.verdicts.length === 0) return null;
  return (
    <section aria-label={t("conditions")} className="shrink-0 px-4 pb-3">
      <ul className="flex flex-col gap-2 border-t border-line pt-2">
        {pass.verdicts.map((verdict) => (
          <li key={verdict.field} className="flex flex-wrap items-start gap-x-3 gap-y-1">
            <Verdict holds={verdict.holds} />
            {step.type === "router" && (
              <span className="w-28 shrink-0 truncate pt-0.5 text-sm font-medium" title={verdict.port}>
                {verdict.port}
              </span>
            )}
            <span className="flex min-w-0 grow basis-64 flex-col gap-0.5">
              {(explained.data?.[verdict.field] ?? []).map((clause) => (
                <ClauseLine key={clause.start} clause={clause} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Verdict({ holds }: { holds: boolean }) {
  const t = useTranslations("runs.record.condition");
  const Glyph = holds ? Check : X;
  return (
    <span
      className={classNames(
        "inline-flex w-32 shrink-0 items-center gap-1.5 pt-0.5 text-sm",
        holds ? "text-ok" : "text-skip",
      )}
    >
      <Glyph aria-hidden size={14} className="shrink-0" />
      {holds ? t("holds") : t("fails")}
    </span>
  );
}

/** One comparison as it was written, and behind it the same with the values of the record. */
function ClauseLine({ clause }: { clause: SeenClause }) {
  const t = useTranslations("runs.record.condition");
  const Glyph = clause.holds ? Check : X;
  const sides = clause.operands.filter((operand) => operand.text === clause.text || !isLiteral(operand));
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <Glyph
        aria-label={clause.holds ? t("holds") : t("fails")}
        size={12}
        className={classNames("shrink-0 self-center", clause.holds ? "text-ok" : "text-skip")}
      />
      <code className="text-sm">
        {clause.joint && <span className="font-bold text-ink-2">{clause.joint} </span>}
        {clause.text}
      </code>
      {sides.map((side) => (
        <span key={side.start} className="text-sm text-ink-2">
          {side.text !== clause.text && <code>{side.text}</code>} {"="} <PartValue part={side} />
        </span>
      ))}
    </span>
  );
}

function PartValue({ part }: { part: SeenPart }) {
  const t = useTranslations("runs.record.condition");
  if (part.failed !== undefined) return <span className="text-err">{part.failed}</span>;
  if (part.value === undefined) return <i>{t("nothing")}</i>;
  const text = JSON.stringify(part.value);
  return (
    <code className="rounded-3 bg-note px-1 text-ink">
      {text.length > longestValue ? `${text.slice(0, longestValue)}…` : text}
    </code>
  );
}

/** A text, number or word that is its own value; repeating it says nothing. */
function isLiteral({ text }: SeenPart): boolean {
  return /^(".*"|'.*'|-?\d+(\.\d+)?|true|false|null)$/s.test(text);
}
