import type { Problem, Severity } from "@trasvase/shared/problem.ts";
import { CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "./class-names.ts";
import type { Icon } from "./icon.ts";

const looks: Readonly<Record<Severity, { icon: Icon; className: string }>> = {
  error: { icon: CircleX, className: "border-err text-err" },
  warning: { icon: TriangleAlert, className: "border-warn text-warn" },
  note: { icon: Info, className: "border-run text-run" },
};

export interface ProblemMessageProps {
  problem: Pick<Problem, "severity" | "message"> & { code?: string | undefined };
  /** Where it is, for example the step's title. */
  place?: ReactNode;
  /** What can be done at once: "Show", "Retry". */
  action?: ReactNode;
  /** Announced as soon as it appears. */
  live?: boolean;
  className?: string;
}

/** Something a person can fix: what happened, where, why, what to do; the code last and small. */
export function ProblemMessage({ problem, place, action, live = false, className }: ProblemMessageProps) {
  const t = useTranslations("ui.severity");
  const { icon: Glyph, className: tone } = looks[problem.severity];
  return (
    <div
      {...(live ? { role: problem.severity === "error" ? "alert" : "status" } : {})}
      className={classNames("flex items-start gap-2 border-l-2 py-1 pl-2", tone, className)}
    >
      <Glyph aria-hidden size={16} className="mt-0.5 shrink-0" />
      <div className="min-w-0 grow">
        <span className="sr-only">{t(problem.severity)}</span>
        {place && <span className="mr-1.5 font-medium text-ink">{place}</span>}
        <span className="text-ink">{problem.message}</span>
        {problem.code && <code className="ml-2 text-xs text-ink-3">{problem.code}</code>}
      </div>
      {action}
    </div>
  );
}
