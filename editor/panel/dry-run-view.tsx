import type { DryRunRow } from "@trasvase/shared/contract/preview.ts";
import { Ban, CirclePlus, CircleX, Equal, PencilLine, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { usePreview } from "../preview/preview-context.tsx";
import type { PreviewPass } from "../preview/preview-job.ts";
import { classNames } from "../ui/class-names.ts";
import type { Icon } from "../ui/icon.ts";
import { StatusChip } from "../ui/status-chip.tsx";
import type { Tone } from "../ui/tone.ts";
import { DryRunComparison } from "./dry-run-comparison.tsx";
import { DryRunFacts } from "./dry-run-facts.tsx";
import { DryRunRequests } from "./dry-run-requests.tsx";
import { RecordStepper } from "./record-stepper.tsx";

const looks: Readonly<Record<DryRunRow["decision"], { icon: Icon; tone: Tone }>> = {
  create: { icon: CirclePlus, tone: "ok" },
  update: { icon: PencilLine, tone: "ok" },
  unchanged: { icon: Equal, tone: "neutral" },
  skip: { icon: Ban, tone: "skip" },
  reject: { icon: CircleX, tone: "err" },
};

export interface DryRunViewProps {
  node: string;
  pass: PreviewPass;
  dryRun: DryRunRow;
  /** Which of the step's records it is, and how many there are. */
  index: number;
  count: number;
  onIndex: (index: number) => void;
  /** It is the answer before; the present record has not been decided yet. */
  stale: boolean;
}

/** What a destination would do with the record (PV-6): decision, how it was looked for, what would change, the exact requests. */
export function DryRunView({ node, pass, dryRun, index, count, onIndex, stale }: DryRunViewProps) {
  const t = useTranslations("preview.dryRun");
  const isCutOff = usePreview((state) => state.trouble?.kind === "server");
  const { icon, tone } = looks[dryRun.decision];
  const differs = dryRun.decision === "unchanged" && dryRun.changes.some((change) => !change.createOnly);
  return (
    <div className="flex min-h-0 grow flex-col">
      <NotSent />
      <div
        className={classNames(
          "flex min-h-0 grow flex-col gap-4 overflow-auto p-3",
          stale && "border-l-2 border-dotted border-ink-3",
        )}
      >
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusChip tone={tone} icon={icon}>
            {t(`decision.${dryRun.decision}`)}
          </StatusChip>
          <span className="min-w-0 grow basis-40">{dryRun.reason}</span>
          {count > 1 && <RecordStepper at={index} count={count} onIndex={onIndex} />}
        </div>
        {stale && <p className="text-sm text-ink-2">{t(isCutOff ? "staleFailed" : "stale")}</p>}
        {pass.provisional && (
          <p className="border-l-2 border-dotted border-ink-3 pl-2 text-sm text-ink-2">{t("provisional")}</p>
        )}
        {differs && (
          <p className="flex items-start gap-2 bg-warn-soft px-2 py-1 text-sm text-warn">
            <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
            {t("differsInTarget")}
          </p>
        )}
        <DryRunFacts node={node} dryRun={dryRun} askedAt={pass.askedAt} />
        <DryRunComparison dryRun={dryRun} outgoing={pass.input} />
        <DryRunRequests node={node} dryRun={dryRun} outgoing={pass.input} />
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
