import type { RunState } from "@trasvase/shared/contract/run.ts";
import { CircleCheck, CirclePause, CircleX, Hourglass, LoaderCircle, OctagonX } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Icon } from "../ui/icon.ts";
import { StatusChip } from "../ui/status-chip.tsx";
import type { Tone } from "../ui/tone.ts";

const looks: Readonly<Record<RunState, { icon: Icon; tone: Tone }>> = {
  queued: { icon: Hourglass, tone: "neutral" },
  running: { icon: LoaderCircle, tone: "run" },
  paused: { icon: CirclePause, tone: "skip" },
  succeeded: { icon: CircleCheck, tone: "ok" },
  failed: { icon: CircleX, tone: "err" },
  stopped: { icon: OctagonX, tone: "warn" },
};

/** How a run stands: shape, word and colour. */
export function RunStateChip({ state, plain = false }: { state: RunState; plain?: boolean }) {
  const t = useTranslations("glossary.runState");
  const { icon, tone } = looks[state];
  return (
    <StatusChip tone={tone} icon={icon} plain={plain}>
      {t(state)}
    </StatusChip>
  );
}

/** Whether a run still changes. */
export function isUnderWay(state: RunState): boolean {
  return state === "queued" || state === "running" || state === "paused";
}
