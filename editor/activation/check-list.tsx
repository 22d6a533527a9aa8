import { Link } from "@tanstack/react-router";
import type { ActivationCheck } from "@trasvase/shared/contract/activation.ts";
import type { Problem } from "@trasvase/shared/problem.ts";
import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Checkbox } from "../ui/checkbox.tsx";
import { classNames } from "../ui/class-names.ts";
import type { Icon } from "../ui/icon.ts";
import { TextArea } from "../ui/text-area.tsx";

const looks: Readonly<Record<ActivationCheck["level"], { icon: Icon; className: string }>> = {
  blocking: { icon: CircleX, className: "text-err" },
  reason: { icon: CircleX, className: "text-err" },
  confirm: { icon: TriangleAlert, className: "text-warn" },
  ok: { icon: CircleCheck, className: "text-ok" },
};
const order = ["blocking", "reason", "confirm", "ok"] as const;
const casesCheck = "cases";
const connectionCheck = "connection:";

export interface CheckListProps {
  flow: string;
  checks: readonly ActivationCheck[];
  /** Codes of the ticked ones. */
  confirmed: readonly string[];
  onConfirm: (confirmed: readonly string[]) => void;
  /** By code of the checks that may be overridden: why. */
  reasons: Readonly<Record<string, string>>;
  onReason: (reasons: Readonly<Record<string, string>>) => void;
}

/** Every check, what blocks first; each problem leads to the field that it is about (ACT-3). */
export function CheckList({ flow, checks, confirmed, onConfirm, reasons, onReason }: CheckListProps) {
  const sorted = order.flatMap((level) => checks.filter((check) => check.level === level));
  return (
    <ul className="flex flex-col">
      {sorted.map((check) => (
        <CheckRow
          key={check.code}
          flow={flow}
          check={check}
          isConfirmed={confirmed.includes(check.code)}
          onConfirm={(on) =>
            onConfirm(on ? [...confirmed, check.code] : confirmed.filter((code) => code !== check.code))
          }
          reason={reasons[check.code] ?? ""}
          onReason={(reason) => onReason({ ...reasons, [check.code]: reason })}
        />
      ))}
    </ul>
  );
}

interface CheckRowProps {
  flow: string;
  check: ActivationCheck;
  isConfirmed: boolean;
  onConfirm: (on: boolean) => void;
  reason: string;
  onReason: (reason: string) => void;
}

function CheckRow({ flow, check, isConfirmed, onConfirm, reason, onReason }: CheckRowProps) {
  const t = useTranslations("activation.checks");
  const { icon: Glyph, className } = looks[check.level];
  const saysMore = check.problems.some((problem) => problem.message !== check.message);
  return (
    <li className="flex items-start gap-2 border-b border-line py-2 first:pt-0 last:border-b-0">
      <Glyph aria-hidden size={16} className={classNames("mt-0.5 shrink-0", className)} />
      <div className="flex min-w-0 grow flex-col gap-1.5">
        <p className="max-w-none">
          <span className="sr-only">{t(`level.${check.level}`)}</span>
          <span className="font-medium">{check.title}</span>{" "}
          <span className="text-ink-2">{check.message}</span>
        </p>
        {check.problems.length > 0 && (
          <ul className="flex flex-col gap-1">
            {check.problems.map((problem) => (
              <ProblemLink
                key={`${problem.node} ${problem.field} ${problem.message}`}
                flow={flow}
                problem={problem}
                showsMessage={saysMore}
              />
            ))}
          </ul>
        )}
        {check.code.startsWith(connectionCheck) && check.level !== "ok" && (
          <Link
            to="/connections/$name"
            params={{ name: check.code.slice(connectionCheck.length) }}
            className={linkClassName}
          >
            {t("openConnection")}
          </Link>
        )}
        {check.code === casesCheck && (
          <Link to="/flows/$flow/cases" params={{ flow }} className={linkClassName}>
            {t("openCases")}
          </Link>
        )}
        {check.level === "reason" && (
          <TextArea
            label={t("reason")}
            description={t("reasonHelp")}
            value={reason}
            onChange={onReason}
            maxLength={1000}
            rows={2}
            className="max-w-2xl"
          />
        )}
        {check.level === "confirm" && (
          <Checkbox isSelected={isConfirmed} onChange={onConfirm}>
            {t("accept")}
          </Checkbox>
        )}
      </div>
    </li>
  );
}

const linkClassName = "focus-ring w-fit rounded-3 text-accent underline underline-offset-2";

function ProblemLink({
  flow,
  problem,
  showsMessage,
}: {
  flow: string;
  problem: Problem;
  showsMessage: boolean;
}) {
  const t = useTranslations("activation.checks");
  const { node, field, message } = problem;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3">
      {showsMessage && <span>{message}</span>}
      <Link
        to="/flows/$flow"
        params={{ flow }}
        search={{ ...(node === undefined ? {} : { node }), ...(field === undefined ? {} : { field }) }}
        aria-label={t("showProblem", { message })}
        className={linkClassName}
      >
        {node === undefined ? t("openFlow") : t("openField")}
      </Link>
    </li>
  );
}
